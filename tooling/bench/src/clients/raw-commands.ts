/**
 * Sends commands over a number of connections, each waiting for its reply before it sends the next, and prints how
 * many per second were answered, and the median round trip in ms. No driver: this is the server's speed, not the
 * driver's. A quarter as many are sent before, to compile the server's code, and their replies are looked at.
 *
 * Arguments: the port, the number of connections, how many commands in all, and the commands as JSON, sent in turn.
 */
import { once } from "node:events";
import { connect } from "node:net";
import {
  createFrameSplitter,
  decodeDocument,
  encodeMessage,
  readMessage,
} from "@samples/wire-protocol";
import { median } from "../benchmark.ts";

const [port = 0, connections = 1, count = 0] = process.argv.slice(2, 5).map(Number);
const commands = JSON.parse(process.argv[5] ?? "[]") as Record<string, unknown>[];
const frames = commands.map((command, index) => encodeMessage(command, { requestId: index + 1 }));
let sent = 0;

function nextFrame(): Buffer {
  sent += 1;
  return frames[sent % frames.length] ?? Buffer.alloc(0);
}

interface Connection {
  /** Sends so many commands, one after the other, and returns their round trips in ms. */
  ask(times: number, look: (frame: Buffer) => void): Promise<number[]>;
  close(): void;
}

async function open(): Promise<Connection> {
  const socket = connect({ host: "127.0.0.1", port, noDelay: true });
  await once(socket, "connect");
  const splitter = createFrameSplitter();
  let answered: (frame: Buffer) => void = () => undefined;
  socket.on("data", (chunk) => {
    for (const frame of splitter.push(chunk)) answered(frame);
  });
  return {
    ask: (times, look) =>
      new Promise((resolve, reject) => {
        const roundTripsMs: number[] = [];
        let startMs = 0;
        function send(): void {
          startMs = performance.now();
          socket.write(nextFrame());
        }
        answered = (frame) => {
          roundTripsMs.push(performance.now() - startMs);
          look(frame);
          if (roundTripsMs.length < times) send();
          else resolve(roundTripsMs);
        };
        socket.once("error", reject);
        send();
      }),
    close: () => void socket.destroy(),
  };
}

const opened = await Promise.all(Array.from({ length: connections }, open));

async function askAll(times: number, look: (frame: Buffer) => void): Promise<number[]> {
  const each = Math.ceil(times / connections);
  return (await Promise.all(opened.map((connection) => connection.ask(each, look)))).flat();
}

function expectAnswer(frame: Buffer): void {
  const { ok, cursor } = decodeDocument(readMessage(frame).body) as {
    ok: number;
    cursor?: { firstBatch: unknown[] };
  };
  if (ok === 1 && (cursor === undefined || cursor.firstBatch.length === 1)) return;
  throw new Error(`Cannot measure: ok is ${ok}, with ${cursor?.firstBatch.length} documents`);
}

await askAll(count / 4, expectAnswer);
const startMs = performance.now();
const roundTripsMs = await askAll(count, () => undefined);
const perSecond = roundTripsMs.length / ((performance.now() - startMs) / 1000);
for (const connection of opened) connection.close();
console.log(JSON.stringify({ perSecond, medianMs: median(roundTripsMs) }));

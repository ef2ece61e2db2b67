import { connect, type Socket } from "node:net";
import { once } from "node:events";
import {
  encodeMessage,
  messageFlag,
  opCode,
  readMessage,
  writeHeader,
  decodeDocument,
} from "@samples/wire-protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startServer, type MongoServer } from "../src/server.ts";
import { createRandom } from "./random.ts";

const log: string[] = [];
let server: MongoServer;

beforeAll(async () => {
  server = await startServer({ port: 0, log: (line) => log.push(line) });
});
afterAll(() => server.close());

async function open(): Promise<Socket> {
  const socket = connect({ port: server.ports[0] ?? 0, host: "127.0.0.1" });
  await once(socket, "connect");
  return socket;
}

/** Returns what the server sends until it ends the connection. */
async function readToEnd(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  socket.on("error", () => undefined);
  await once(socket, "close");
  return Buffer.concat(chunks);
}

async function readReply(socket: Socket): Promise<Record<string, unknown>> {
  const [frame] = (await once(socket, "data")) as [Buffer];
  return decodeDocument(readMessage(frame).body);
}

async function isServing(): Promise<boolean> {
  const socket = await open();
  socket.write(encodeMessage({ ping: 1, $db: "admin" }, { requestId: 1 }));
  const reply = await readReply(socket);
  socket.destroy();
  return reply.ok === 1;
}

function toFrame(body: Buffer, code: number, length = 16 + body.length): Buffer {
  const header = Buffer.alloc(16);
  writeHeader(header, { messageLength: length, requestId: 1, responseTo: 0, opCode: code });
  return Buffer.concat([header, body]);
}

const ping = encodeMessage({ ping: 1, $db: "admin" }, { requestId: 1 });
const emptyFlags = Buffer.alloc(4);

describe("a connection that sends what is no message", () => {
  it.each<[string, Buffer]>([
    ["a frame over 48 MB", toFrame(Buffer.alloc(0), opCode.message, 48_000_001)],
    ["a frame shorter than its header", toFrame(Buffer.alloc(0), opCode.message, 15)],
    ["a negative length", toFrame(Buffer.alloc(0), opCode.message, -1)],
    ["an opcode that does not exist", toFrame(Buffer.alloc(8), 1234)],
    ["a compressed message that nobody agreed on", toFrame(Buffer.alloc(9), opCode.compressed)],
    ["an OP_MSG without a body", toFrame(emptyFlags, opCode.message)],
    [
      "flags that must be understood and are not",
      toFrame(Buffer.concat([Buffer.from([0, 1, 0, 0]), ping.subarray(20)]), opCode.message),
    ],
    [
      "a document longer than its message",
      toFrame(Buffer.concat([emptyFlags, Buffer.from([0, 255, 0, 0, 0, 0])]), opCode.message),
    ],
    [
      "a body that is not BSON",
      toFrame(
        Buffer.concat([emptyFlags, Buffer.from([0, 8, 0, 0, 0, 99, 99, 99, 0])]),
        opCode.message,
      ),
    ],
    ["a half of a message, and then the end", ping.subarray(0, 20)],
    ["an HTTP request", Buffer.from("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")],
  ])("is ended by %s with one log line, and the others are served", async (_, bytes) => {
    log.length = 0;
    const socket = await open();

    const ended = readToEnd(socket);
    socket.end(bytes);
    const answer = await ended;

    expect(answer.length).toBe(0);
    expect(log).toEqual([
      expect.stringMatching(/^connection \d+ from 127\.0\.0\.1:\d+ ended: .+$/),
    ]);
    expect(await isServing()).toBe(true);
  });

  it("is ended without a word when it closes between two messages", async () => {
    log.length = 0;
    const socket = await open();
    socket.write(ping);
    await readReply(socket);

    const ended = readToEnd(socket);
    socket.end();
    await ended;

    expect(log).toEqual([]);
  });

  it("can't stop the server with 2,000 frames of a seeded fuzzer", async () => {
    const random = createRandom(42);
    for (let round = 0; round < 20; round += 1) {
      const socket = await open();
      socket.on("error", () => undefined);
      for (let index = 0; index < 100 && !socket.destroyed; index += 1) {
        const bytes = Buffer.from(ping);
        for (let change = 0; change < 3; change += 1)
          bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
        // The length stays true, so that the change reaches what is behind the framing.
        bytes.writeInt32LE(bytes.length, 0);
        socket.write(bytes);
      }
      socket.end();
      socket.resume();
      await once(socket, "close");
    }

    expect(await isServing()).toBe(true);
  });
});

describe("messages", () => {
  it("are answered in order when several come at once", async () => {
    const socket = await open();
    const chunks: Buffer[] = [];
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));

    const requests = [5, 6, 7].map((requestId) =>
      encodeMessage({ ping: 1, $db: "admin" }, { requestId }),
    );
    socket.write(Buffer.concat(requests));
    while (Buffer.concat(chunks).length < 3 * (chunks[0]?.readInt32LE(0) ?? Infinity))
      await once(socket, "data");
    socket.destroy();

    const all = Buffer.concat(chunks);
    const size = all.readInt32LE(0);
    expect([0, 1, 2].map((index) => all.readInt32LE(index * size + 8))).toEqual([5, 6, 7]);
  });

  it("with moreToCome get no answer, and with a checksum the same one", async () => {
    const socket = await open();
    const unacknowledged = encodeMessage(
      { insert: "c", documents: [{ _id: 1 }], $db: "quiet" },
      { requestId: 1, flags: messageFlag.moreToCome },
    );
    const checked = Buffer.concat([
      encodeMessage({ count: "c", $db: "quiet" }, { requestId: 2 }),
      Buffer.alloc(4),
    ]);
    checked.writeInt32LE(checked.length, 0);
    checked.writeUInt32LE(messageFlag.checksumPresent, 16);

    socket.write(Buffer.concat([unacknowledged, checked]));
    const reply = await readReply(socket);
    socket.destroy();

    expect(reply).toMatchObject({ n: 1, ok: 1 });
  });
});

import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { encodeMessage, writeHeader } from "@samples/wire-protocol";
import { createRandom } from "./random.ts";

/** What became of the frames; the two add up to how many were sent. */
export interface FuzzOutcome {
  /** After these the same connection answered a ping. */
  answered: number;
  /** These ended their connection. */
  ended: number;
}

const $db = "fuzz";

/** What a driver says on a busy day: the seeds of the fuzzer. */
const conversation = [
  { ping: 1, $db },
  { hello: 1, helloOk: true, client: { driver: { name: "fuzz", version: "1" } }, $db },
  { insert: "orders", documents: [{ items: [{ price: 2.5 }, { price: 3 }], note: null }], $db },
  {
    find: "orders",
    filter: { "items.price": { $gt: 2, $lte: 3 } },
    sort: { _id: -1 },
    limit: 2,
    $db,
  },
  { find: "orders", filter: { $or: [{ note: /^a/ }, { _id: { $in: [1, 2] } }] }, limit: 2, $db },
  {
    update: "orders",
    updates: [{ q: { note: null }, u: { $set: { "items.0.price": 4 } }, upsert: true }],
    $db,
  },
  { delete: "orders", deletes: [{ q: { note: null }, limit: 0 }], $db },
  {
    aggregate: "orders",
    pipeline: [
      { $match: { note: null } },
      { $unwind: "$items" },
      { $group: { _id: "$note", sum: { $sum: "$items.price" } } },
    ],
    cursor: {},
    $db,
  },
  { createIndexes: "orders", indexes: [{ key: { note: 1 }, name: "note_1" }], $db },
  { getMore: 1n, collection: "orders", $db },
  { findAndModify: "orders", query: { _id: 1 }, update: { $inc: { n: 1 } }, upsert: true, $db },
].map((command) => encodeMessage(command, { requestId: 1 }));

const pingId = 77;
const ping = encodeMessage({ ping: 1, $db }, { requestId: pingId });

/**
 * Sends damaged frames, each followed by a sound ping, and waits for the ping's answer or the connection's end before it
 * sends the next one: no frame is lost behind one that ended the connection.
 *
 * @param seed the same frames for the same seed and number of lines
 * @throws Error when the server no longer accepts connections
 */
export async function fuzz(port: number, frames: number, seed: number): Promise<FuzzOutcome> {
  const random = createRandom(seed);
  const outcome: FuzzOutcome = { answered: 0, ended: 0 };
  let line: Line | undefined;
  for (let sent = 0; sent < frames; sent += 1) {
    line ??= await openLine(port);
    if (await line.survives(damage(random))) outcome.answered += 1;
    else {
      outcome.ended += 1;
      line = undefined;
    }
  }
  line?.socket.destroy();
  return outcome;
}

/** Returns one of the conversation's frames with a few bytes changed, cut off, repeated or swapped; its length is true. */
function damage(random: () => number): Buffer {
  const pick = (below: number): number => Math.floor(random() * below);
  const seed = conversation[pick(conversation.length)] ?? ping;
  let body = Buffer.from(seed.subarray(16));
  const kind = pick(10);
  if (kind === 0) body = body.subarray(0, pick(body.length));
  else if (kind === 1) {
    const from = pick(body.length);
    body = Buffer.concat([body, body.subarray(from, from + pick(64))]);
  } else if (kind === 2) {
    const other = conversation[pick(conversation.length)] ?? ping;
    body = Buffer.concat([body.subarray(0, pick(body.length)), other.subarray(16 + pick(40))]);
  } else {
    // Most often behind flags and kind: what is damaged there seldom gets as far as a command.
    const start = pick(4) === 0 ? 0 : Math.min(5, body.length - 1);
    for (let change = pick(3); change >= 0; change -= 1)
      body[start + pick(body.length - start)] = pick(256);
  }
  const frame = Buffer.concat([seed.subarray(0, 16), body]);
  const opCode = pick(50) === 0 ? pick(3000) : frame.readInt32LE(12);
  writeHeader(frame, { messageLength: frame.length, requestId: 1, responseTo: 0, opCode });
  return frame;
}

interface Line {
  socket: Socket;
  /** Sends the frame and a ping; false when the connection ended before the ping was answered. */
  survives(frame: Buffer): Promise<boolean>;
}

async function openLine(port: number): Promise<Line> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await once(socket, "connect");
  let received = Buffer.alloc(0);
  let settle: ((survived: boolean) => void) | undefined;
  socket.on("error", () => undefined);
  socket.on("close", () => settle?.(false));
  socket.on("data", (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    while (received.length >= 16 && received.length >= received.readInt32LE(0)) {
      const responseTo = received.readInt32LE(8);
      received = received.subarray(received.readInt32LE(0));
      if (responseTo === pingId) settle?.(true);
    }
  });
  return {
    socket,
    survives(frame) {
      if (socket.destroyed) return Promise.resolve(false);
      const survived = new Promise<boolean>((resolve) => {
        settle = resolve;
      });
      socket.write(Buffer.concat([frame, ping]));
      return survived;
    },
  };
}

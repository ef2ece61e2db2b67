import { expect, test } from "vitest";
import { MessagePort } from "node:worker_threads";
import { pairMessages } from "../../src/thread/pair-messages.ts";
import type { SliceFile } from "../../src/thread/read-slice-file.ts";
import { recordProgram } from "./record-program.ts";

const thread = (threadId: number, rest: Partial<SliceFile>): SliceFile => ({
  pid: 42,
  threadId,
  name: "",
  startedMs: 0,
  slices: [],
  droppedSlices: 0,
  posted: [],
  received: [],
  ports: [],
  ...rest,
});

const main = thread(0, {
  ports: [{ port: 3, threadId: 1 }],
  posted: [
    { port: 3, atMs: 10 },
    { port: 7, atMs: 11 },
    { port: 3, atMs: 12 },
  ],
  received: [{ port: 3, atMs: 60 }],
});
const worker = thread(1, {
  ports: [{ port: 1, threadId: 0 }],
  posted: [
    { port: 1, atMs: 50 },
    { port: 1, atMs: 55 },
  ],
  received: [
    { port: 1, atMs: 40 },
    { port: 1, atMs: 52 },
  ],
});

test("the nth message that comes is the nth that was sent, and what nobody received is left out", () => {
  expect(pairMessages([main, worker])).toEqual([
    { from: 0, to: 1, sentMs: 10, receivedMs: 40 },
    { from: 0, to: 1, sentMs: 12, receivedMs: 52 },
    { from: 1, to: 0, sentMs: 50, receivedMs: 60 },
  ]);
});

test("nothing is said about a thread whose record has gaps, or a worker of another process", () => {
  expect(pairMessages([main, { ...worker, droppedSlices: 1 }])).toEqual([]);
  expect(pairMessages([main, { ...worker, pid: 43 }])).toEqual([]);
});

test("messages between a worker and its starter are recorded, and a busy worker handles the second one late", async () => {
  const { messages, exitCode, stderr } = await recordProgram("echo.mjs");

  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(messages.map(({ from, to }) => [from, to])).toEqual([
    [0, 1],
    [0, 1],
    [1, 0],
    [1, 0],
  ]);
  for (const { sentMs, receivedMs } of messages) expect(receivedMs).toBeGreaterThanOrEqual(sentMs);
  const [first, second] = messages;
  expect((second?.receivedMs ?? 0) - (first?.receivedMs ?? 0)).toBeGreaterThanOrEqual(50);
});

test("a port that is closed before a message is read does not count as having handled it", async () => {
  const { messages, stdout, stderr } = await recordProgram("closed-port.mjs");

  expect({ stdout, stderr }).toEqual({ stdout: "", stderr: "" });
  expect(messages.map(({ from, to }) => [from, to])).toEqual([[1, 0]]);
});

test("a program sees no other postMessage than before: its name, its length, no constructor", async () => {
  const watched = await recordProgram("post-message.mjs");
  // oxlint-disable-next-line unbound-method -- looked at, not called
  const original = MessagePort.prototype.postMessage;
  const { name, length } = original;

  expect(JSON.parse(watched.stdout)).toEqual({
    name,
    length,
    hasPrototype: "prototype" in original,
    writable: true,
    enumerable: true,
    configurable: true,
  });
});

import type { Connection, HttpSpan, MongodbSpan } from "@samples/timeline";
import { expect, test } from "vitest";
import { attributeSlices } from "../../src/thread/index.ts";
import type { RawSlice, SocketTraffic } from "../../src/thread/index.ts";

function socketSlice(localPort: number, startMs: number, endMs: number): RawSlice {
  return { thread: 0, startMs, endMs, origin: { kind: "resource", type: "TCP", localPort } };
}

function slice(type: string, startMs: number, endMs: number): RawSlice {
  return { thread: 0, startMs, endMs, origin: { kind: "resource", type } };
}

function command(
  name: string,
  connectionNumber: number,
  requestId: number,
  startMs: number,
  endMs: number,
): MongodbSpan {
  return {
    lane: "mongodb",
    name,
    command: name.split(" ")[0] ?? "",
    connection: connectionNumber,
    requestId,
    startMs,
    endMs,
    ok: true,
  };
}

function connection(number: number, localPort: number, openedMs = 0): Connection {
  return { number, localPort, openedMs };
}

function traffic(parts: Partial<SocketTraffic>): SocketTraffic {
  return { mongodb: [], http: [], connections: [], ...parts };
}

test("a socket's slice belongs to the last command that was sent on it before the slice", () => {
  const slices = [
    socketSlice(5001, 60, 61),
    socketSlice(5002, 61, 62),
    socketSlice(5001, 120, 121),
  ];

  const spans = attributeSlices(
    slices,
    traffic({
      connections: [connection(1, 5001), connection(2, 5002)],
      // The second command of connection 1 was sent by the slice that read the first reply.
      mongodb: [
        command("find packages", 1, 11, 1, 59),
        command("count users", 2, 12, 2, 59),
        command("find releases", 1, 13, 60.9, 119),
      ],
    }),
  );

  expect(spans.map(({ name, cause }) => ({ name, cause }))).toEqual([
    { name: "find packages", cause: { kind: "reply", connection: 1, requestId: 11 } },
    { name: "count users", cause: { kind: "reply", connection: 2, requestId: 12 } },
    { name: "find releases", cause: { kind: "reply", connection: 1, requestId: 13 } },
  ]);
});

test("parts of one reply that follow each other at once are one slice, others are not", () => {
  const slices = [
    socketSlice(5001, 50, 51),
    socketSlice(5001, 51.02, 54),
    socketSlice(5001, 56, 57),
    socketSlice(5002, 57, 58),
    slice("Timeout", 58, 59),
    slice("Timeout", 59, 60),
    slice("Immediate", 60, 61),
  ];

  const spans = attributeSlices(
    slices,
    traffic({
      connections: [connection(1, 5001), connection(2, 5002)],
      mongodb: [command("find packages", 1, 11, 1, 50), command("find packages", 2, 12, 1, 50)],
    }),
  );

  expect(spans.map(({ name, startMs, endMs }) => [name, startMs, endMs])).toEqual([
    ["find packages", 50, 54],
    ["find packages", 56, 57],
    ["find packages", 57, 58],
    ["timer", 58, 60],
    ["immediate", 60, 61],
  ]);
});

test("neighbors on different threads never merge", () => {
  const timer = slice("Timeout", 10, 11);

  const spans = attributeSlices([timer, { ...timer, thread: 1, startMs: 11 }], traffic({}));

  expect(spans.map(({ thread }) => thread)).toEqual([0, 1]);
});

test("a port that is used a second time means the connection of that time", () => {
  const spans = attributeSlices(
    [socketSlice(5001, 20, 21), socketSlice(5001, 120, 121)],
    traffic({
      connections: [connection(1, 5001, 1), connection(7, 5001, 100)],
      mongodb: [command("find a", 1, 1, 2, 19), command("find b", 7, 2, 101, 119)],
    }),
  );

  expect(spans.map(({ name }) => name)).toEqual(["find a", "find b"]);
});

test("housekeeping is internal, unless the program's own work went on in it", () => {
  const hello: MongodbSpan = { ...command("hello", 1, 1, 1, 4), internal: true };

  const spans = attributeSlices(
    [socketSlice(5001, 5, 5.4), socketSlice(5001, 15, 115)],
    traffic({ connections: [connection(1, 5001)], mongodb: [hello] }),
  );

  expect(spans.map(({ startMs, internal }) => [startMs, internal])).toEqual([
    [5, true],
    [15, undefined],
  ]);
});

test("responses of one kept connection go to their own requests, and other sockets stay sockets", () => {
  const request = (url: string, startMs: number): HttpSpan => ({
    lane: "http",
    name: `GET ${url}`,
    method: "GET",
    url,
    localPort: 6001,
    startMs,
    endMs: startMs + 20,
    ok: true,
  });

  const spans = attributeSlices(
    [socketSlice(6001, 30, 31), socketSlice(6001, 60, 61), socketSlice(7001, 70, 71)],
    traffic({ http: [request("/weather/oslo", 5), request("/weather/lima", 31)] }),
  );

  expect(spans.map(({ name, cause }) => ({ name, cause }))).toEqual([
    {
      name: "GET /weather/oslo",
      cause: { kind: "http", url: "/weather/oslo", localPort: 6001 },
    },
    {
      name: "GET /weather/lima",
      cause: { kind: "http", url: "/weather/lima", localPort: 6001 },
    },
    { name: "socket", cause: { kind: "other", type: "TCP" } },
  ]);
});

test("everything else is called what it does", () => {
  const kinds = ["MessagePort", "Process", "FSReqPromise", "ScryptJob", "RandomBytesJob"];

  const spans = attributeSlices(
    kinds.map((type, index) => slice(type, index * 10, index * 10 + 1)),
    traffic({}),
  );

  expect(spans.map(({ name, cause }) => [name, cause.kind])).toEqual([
    ["message", "message"],
    ["message", "message"],
    ["file", "other"],
    ["scrypt", "other"],
    ["random bytes", "other"],
  ]);
});

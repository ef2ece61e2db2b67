import { expect, test } from "vitest";
import { describeSlowest, findSlowest, Timeline, type MongodbSpan } from "../src/index.ts";

function span(name: string, serverMs: number, more: Partial<MongodbSpan> = {}): MongodbSpan {
  const [command = ""] = name.split(" ");
  const startMs = 100;
  return {
    lane: "mongodb",
    name,
    command,
    connection: 1,
    requestId: serverMs,
    startMs,
    sentMs: startMs + 25,
    repliedMs: startMs + 25 + serverMs,
    endMs: startMs + 50 + serverMs,
    ok: true,
    ...more,
  };
}

const timeline = new Timeline({
  connections: [],
  marks: [],
  spans: [
    span("find users", 2, {
      asked: { whole: '{ filter: { name: "Ann" } }' },
      examined: { documents: 0, keys: 1, found: 1, plan: ["IXSCAN name_1", "PROJECTION_COVERED"] },
      documents: 1,
      replyBytes: 812,
      awaitedAt: { file: "src/shop.ts", line: 7 },
    }),
    span("find orders", 40, {
      asked: { whole: `{ filter: { user: "Ann", ${"x".repeat(300)} } }` },
      examined: { documents: 20_000, keys: 0, found: 20, plan: ["COLLSCAN"] },
      replyBytes: 4_100,
    }),
    span("getMore changes", 900, { awaitsData: true }),
    span("hello", 500, { internal: true }),
    span("insert orders", 3),
  ],
});

test("the slowest come first, by their time at the server; waiting for an event is not slow", () => {
  expect(findSlowest(timeline, 2).map(({ name, serverMs }) => ({ name, serverMs }))).toEqual([
    { name: "find orders", serverMs: 40 },
    { name: "insert orders", serverMs: 3 },
  ]);
  expect(findSlowest(timeline, 9)).toHaveLength(3);
});

test("a list says what was asked, where the time went and what was looked at, within its width", () => {
  const lines = describeSlowest(findSlowest(timeline, 3), 60);

  expect(lines).toEqual([
    "Slowest at the server:",
    expect.stringMatching(/^1\. find orders \{ filter: \{ user: "Ann",/) as string,
    expect.stringMatching(/^ {3}x+…$/) as string,
    "   90 ms = 50 latency added + 40 server",
    "   examined 20,000 documents to find 20: COLLSCAN",
    "   reply 4.1 kB",
    "2. insert orders",
    "   53 ms = 50 latency added + 3 server",
    '3. find users { filter: { name: "Ann" } }',
    "   52 ms = 50 latency added + 2 server",
    "   examined 1 key to find 1: IXSCAN name_1,",
    "   PROJECTION_COVERED",
    "   reply 812 bytes · src/shop.ts:7",
  ]);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
});

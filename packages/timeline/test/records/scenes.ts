import type { HttpSpan, Span, TimelineRecord } from "../../src/index.ts";
import { command, line, record, slice } from "./gather.ts";

export function request(part: Partial<HttpSpan> & { startMs: number; endMs: number }): HttpSpan {
  return {
    lane: "http",
    name: "GET /weather/oslo",
    method: "GET",
    url: "/weather/oslo",
    status: 200,
    ok: true,
    ...part,
  };
}

/** What the lecture draws: a query in pieces, and a call to an API in its gap. */
export function queryPlusHttp(): TimelineRecord {
  return record([
    slice(100, 112, { kind: "start" }),
    command({
      startMs: 112,
      endMs: 162,
      connection: 2,
      requestId: 7,
      documents: 1,
      replyBytes: 522,
      repliedMs: 114,
    }),
    request({ startMs: 114, endMs: 154, localPort: 5000 }),
    slice(154.5, 158, { kind: "http", localPort: 5000, url: "/weather/oslo" }, "GET /weather/oslo"),
    slice(162.5, 168, { kind: "reply", connection: 2, requestId: 7 }, "find packages"),
    line(167, "mongodb; Oslo, 4 °C"),
  ]);
}

/** A big reply is decoded for 60 ms while a small one lies unread. */
export function bigReply(): TimelineRecord {
  return record([
    slice(0, 4, { kind: "start" }),
    command({ name: "find packages", startMs: 2, endMs: 24, connection: 1, requestId: 1 }),
    command({ name: "find one", startMs: 8, endMs: 30, connection: 2, requestId: 2 }),
    slice(24.5, 84.5, { kind: "reply", connection: 1, requestId: 1 }),
    slice(84.5, 88, { kind: "reply", connection: 2, requestId: 2 }),
  ]);
}

/** One fails, one was still running when the run was cut short. */
export function cutShort(): TimelineRecord {
  return record(
    [
      command({
        name: "insert users",
        command: "insert",
        startMs: 0,
        endMs: 20,
        ok: false,
        requestId: 1,
        error: { code: 11000, message: "E11000 duplicate key" },
      }),
      slice(20.5, 22, { kind: "reply", connection: 1, requestId: 1 }),
      command({
        name: "find users",
        startMs: 5,
        endMs: 60,
        ok: false,
        cut: true,
        connection: 2,
        requestId: 2,
      }),
    ],
    {
      marks: [
        { atMs: 40, kind: "hold-timed-out", text: "2 of 10 commands came within 40 ms: released" },
      ],
    },
  );
}

/** Two queries of 5 ms, and 12 s of nothing between them. */
export function longWait(): TimelineRecord {
  return record([
    slice(0, 2, { kind: "start" }),
    command({ startMs: 2, endMs: 7, requestId: 1 }),
    slice(7.2, 8, { kind: "reply", connection: 1, requestId: 1 }),
    slice(12_000, 12_001, { kind: "timer" }),
    command({ startMs: 12_001, endMs: 12_006, requestId: 2 }),
    slice(12_006.2, 12_007, { kind: "reply", connection: 1, requestId: 2 }),
  ]);
}

/** Many commands over ten connections, each with its slice. */
export function thousand(count = 1000): TimelineRecord {
  const spans: Span[] = [];
  for (let i = 0; i < count; i++) {
    const startMs = Math.floor(i / 10) * 6;
    spans.push(
      command({ startMs, endMs: startMs + 5, connection: i % 10, requestId: i }),
      slice(startMs + 5 + (i % 10) * 0.1, startMs + 5.1 + (i % 10) * 0.1, {
        kind: "reply",
        connection: i % 10,
        requestId: i,
      }),
    );
  }
  return record(spans);
}

/** Names that try to break out of whatever they are printed to. */
export const hostileNames = [
  "</title><script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "]]><svg onload=alert(1)>",
  "\u001b[31mred\u001b[2J\u0007",
  "line\nfeed\r\ttab",
  "\u202eright to left\u2066",
  "漢字の名前 🧑‍🚀🧑‍🚀🧑‍🚀 of packages",
  "half \ud800 a pair, NUL \u0000, \uffff",
  "'; DROP TABLE packages; --",
  "&amp;&#60;script&#62;",
];

/** Each hostile name in each place a name can stand. */
export function hostile(): TimelineRecord {
  const spans: Span[] = hostileNames.flatMap((name, i) => [
    command({
      name,
      collection: name,
      startMs: i,
      endMs: i + 10,
      requestId: i,
      ok: i % 2 === 0,
      ...(i % 2 === 1 && { error: { message: name } }),
    }),
    slice(i + 11, i + 11.5, { kind: "reply", connection: 1, requestId: i }, name),
    request({ name, url: name, method: name, startMs: i, endMs: i + 2 }),
    { ...slice(i, i + 0.5, { kind: "other", type: name }, name), thread: 1 + i },
    line(i, name),
  ]);
  return record(spans, {
    marks: hostileNames.map((text, i) => ({ atMs: i, kind: "note", text })),
    threads: hostileNames.map((name, i) => ({ number: 1 + i, kind: "worker", name })),
  });
}

import { describe, expect, test } from "vitest";
import { Timeline } from "../src/index.ts";
import type { TimelineRecord } from "../src/index.ts";
import { command, gather, line, record, slice } from "./records/gather.ts";
import { queryPlusHttp, request } from "./records/scenes.ts";

function mixed(): TimelineRecord {
  return record([
    slice(0, 90, { kind: "load" }),
    slice(90, 95, { kind: "start" }),
    command({
      name: "ismaster",
      command: "ismaster",
      collection: undefined,
      startMs: 91,
      endMs: 92,
      internal: true,
    }),
    command({ name: "find users", collection: "users", startMs: 93, endMs: 99, requestId: 2 }),
    command({
      name: "getMore users",
      command: "getMore",
      collection: "users",
      startMs: 100,
      endMs: 104,
      requestId: 3,
    }),
    command({
      name: "insert orders",
      command: "insert",
      collection: "orders",
      startMs: 101,
      endMs: 105,
      ok: false,
      connection: 2,
      requestId: 4,
    }),
    request({ startMs: 101, endMs: 130 }),
    request({
      name: "GET /cities",
      url: "/cities",
      startMs: 102,
      endMs: 110,
      status: 500,
      ok: false,
    }),
    { ...slice(100, 120, { kind: "message" }), thread: 1 },
    line(140, "3 users"),
    line(141, "done"),
  ]);
}

describe("a timeline", () => {
  test("selects commands by name, collection, connection, outcome and predicate", () => {
    const timeline = new Timeline(mixed());

    expect({
      all: timeline.mongodb().names,
      find: timeline.mongodb("find").names,
      reads: timeline.mongodb({ command: ["find", "getMore"], collection: "users" }).names,
      second: timeline.mongodb({ connection: 2 }).names,
      failed: timeline.mongodb({ ok: false }).names,
      chosen: timeline.mongodb(({ requestId }) => requestId > 2).names,
    }).toEqual({
      all: ["find users", "getMore users", "insert orders"],
      find: ["find users"],
      reads: ["find users", "getMore users"],
      second: ["insert orders"],
      failed: ["insert orders"],
      chosen: ["getMore users", "insert orders"],
    });
  });

  test("selects requests, slices and lines of output", () => {
    const timeline = new Timeline(mixed());

    expect({
      http: timeline.http().names,
      weather: timeline.http(/^\/weather/).names,
      failed: timeline.http({ status: 500 }).names,
      main: timeline.thread().names,
      worker: timeline.thread({ thread: 1 }).names,
      everyThread: timeline.thread({ thread: "all" }).names,
      start: timeline.thread("start").names,
      users: timeline.output("users").names,
      everyLine: timeline.output().names,
    }).toEqual({
      http: ["GET /weather/oslo", "GET /cities"],
      weather: ["GET /weather/oslo"],
      failed: ["GET /cities"],
      main: ["start"],
      worker: ["message"],
      everyThread: ["start", "message"],
      start: ["start"],
      users: ["3 users"],
      everyLine: ["3 users", "done"],
    });
  });

  test("leaves handshakes and the loading of modules out unless asked for them", () => {
    const timeline = new Timeline(mixed());

    expect(timeline.mongodb({ internal: true }).names).toContain("ismaster");
    expect(timeline.thread({ internal: true }).names).toEqual(["load", "start"]);
    expect(timeline.thread("load").names).toEqual(["load"]);
    expect(timeline.spans().length).toBe(9);
    expect(timeline.spans({ internal: true }).length).toBe(11);
    expect(timeline.durationMs).toBe(141 - 90);
  });

  test("says in words what was selected", () => {
    const timeline = new Timeline(mixed());

    expect([
      timeline.mongodb("find").description,
      timeline.mongodb({ command: ["find", "getMore"], collection: "users", ok: true }).description,
      timeline.http("/cities").description,
      timeline.thread({ cause: "reply" }).description,
      timeline.output("users").description,
    ]).toEqual([
      "find commands",
      "successful find and getMore commands on users",
      "HTTP requests to /cities",
      "reply slices of the thread",
      "lines of output with users",
    ]);
  });

  test("is its record again as JSON, in order of start", () => {
    const shuffled = { ...gather(3), spans: gather(3).spans.toReversed() };

    const again = JSON.parse(JSON.stringify(new Timeline(shuffled))) as TimelineRecord;

    const inOrder = gather(3).spans.toSorted((a, b) => a.startMs - b.startMs);
    const withoutParts = again.spans.map((span) =>
      span.lane === "mongodb" ? { ...span, parts: undefined } : span,
    );
    expect({ ...again, spans: withoutParts }).toEqual({
      spans: inOrder,
      connections: [],
      marks: [],
    });
  });

  test("counts the work from the first operation sent to the last one handled", () => {
    const timeline = new Timeline(queryPlusHttp());

    expect(timeline.activeMs).toBe(168 - 112);
    expect(timeline.durationMs).toBe(168 - 100);
  });

  test("counts the whole run where there are no operations", () => {
    const timeline = new Timeline(record([slice(5, 45, { kind: "start" }), line(50, "hashed")]));

    expect(timeline.activeMs).toBe(45);
  });
});

describe("the slices of an operation", () => {
  test("are those that ran because of its reply, on that connection", () => {
    const timeline = new Timeline(
      record([
        command({ name: "mine", startMs: 0, endMs: 10, connection: 1, requestId: 5 }),
        command({ name: "other", startMs: 0, endMs: 10, connection: 2, requestId: 5 }),
        slice(11, 12, { kind: "reply", connection: 2, requestId: 5 }, "of other"),
        slice(12, 13, { kind: "reply", connection: 1, requestId: 5 }, "of mine"),
        slice(14, 15, { kind: "reply", connection: 1, requestId: 5 }, "of mine, too"),
      ]),
    );

    expect(timeline.slicesFor(timeline.mongodb().named("mine").first).names).toEqual([
      "of mine",
      "of mine, too",
    ]);
  });

  test("are found for a request by its port, by its URL, or by being the first after it", () => {
    const timeline = new Timeline(
      record([
        request({ name: "by port", startMs: 0, endMs: 10, localPort: 7 }),
        request({ name: "by URL", url: "/cities", startMs: 1, endMs: 20 }),
        request({ name: "by time", url: "/weather/rome", startMs: 2, endMs: 30 }),
        slice(11, 12, { kind: "http", localPort: 7 }, "port 7"),
        slice(21, 22, { kind: "http", url: "/cities" }, "/cities"),
        slice(31, 32, { kind: "http" }, "unknown"),
      ]),
    );

    const handled = timeline.http().map((span) => [span.name, ...timeline.slicesFor(span).names]);

    expect(handled).toEqual([
      ["by port", "port 7"],
      ["by URL", "/cities"],
      ["by time", "unknown"],
    ]);
  });

  test("a command is sent by the slice before it on the thread that handles its reply", () => {
    const worker = { ...slice(4, 9, { kind: "message" }, "worker"), thread: 1 };
    const timeline = new Timeline(
      record([
        slice(0, 20, { kind: "start" }, "main"),
        worker,
        command({ startMs: 10, endMs: 30, connection: 1, requestId: 1 }),
        { ...slice(31, 32, { kind: "reply", connection: 1, requestId: 1 }), thread: 1 },
        command({
          name: "never answered",
          startMs: 40,
          endMs: 50,
          cut: true,
          connection: 3,
          requestId: 9,
        }),
      ]),
    );
    const [answered, unanswered] = timeline.mongodb();

    expect(answered && timeline.links.senderOf.get(answered)).toBe(worker);
    // 20 ms after the last slice of the main thread: nobody is known to have sent it.
    expect(unanswered && timeline.links.senderOf.get(unanswered)).toBeUndefined();
  });
});

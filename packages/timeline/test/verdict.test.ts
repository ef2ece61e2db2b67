import { describe, expect, it } from "vitest";
import { describeDifference, judge, sayVerdict, Timeline } from "../src/index.ts";
import { command, gather, line, oneByOne, record, slice } from "./records/gather.ts";
import { bigReply } from "./records/scenes.ts";

describe("the verdict on the longest turn", () => {
  it("counts the replies that lay unread, and what was sent only after it", () => {
    const verdict = judge(
      new Timeline(
        record([
          slice(0, 100, { kind: "load" }),
          command({ startMs: 101, endMs: 126, requestId: 1, connection: 1 }),
          command({ startMs: 102, endMs: 130, requestId: 2, connection: 2 }),
          { ...slice(103, 390, { kind: "start" }), blockedMs: 270 },
          command({ startMs: 391, endMs: 420, requestId: 3, connection: 3 }),
          command({ startMs: 450, endMs: 470, requestId: 4, connection: 4 }),
          slice(391, 393, { kind: "reply", connection: 1, requestId: 1 }),
          slice(393, 394, { kind: "reply", connection: 2, requestId: 2 }),
        ]),
      ),
    );

    expect(verdict).toEqual({
      longestTurnMs: 287,
      startMs: 103,
      endMs: 390,
      blockedMs: 270,
      repliesUnread: 2,
      longestUnreadMs: 265,
      sentAfter: 1,
    });
    expect(verdict && sayVerdict(verdict)).toBe(
      "Longest turn: 287 ms, most of it blocked, in which nothing could be sent or read. 2 replies lay unread meanwhile, one of them for 265 ms. 1 command was sent only after it.",
    );
  });

  it("counts from the first command on, and before it only what is no ordinary start", () => {
    const query = command({ startMs: 1000, endMs: 1050 });
    const send = slice(998, 1001, { kind: "timer" });
    const start = (lengthMs: number) => slice(0, lengthMs, { kind: "start" });
    const worker = { ...send, thread: 1 };
    const answer = {
      ...slice(1051, 1052, { kind: "reply", connection: 1, requestId: 1 }),
      thread: 1,
    };

    expect(
      [
        record([start(100), send, query]),
        record([start(900), send, query]),
        record([start(1200), worker, query, answer]),
      ].map((each) => judge(new Timeline(each))),
    ).toMatchObject([
      { longestTurnMs: 3 },
      { longestTurnMs: 900, beforeFirst: true },
      { longestTurnMs: 202, startMs: 998 },
    ]);
  });

  it("says nothing of the exit, however long it takes on a busy machine", () => {
    const query = command({ startMs: 101, endMs: 151 });
    const send = slice(98, 101, { kind: "timer" });
    const read = slice(151, 156, { kind: "reply", connection: 1, requestId: 1 });
    const exit = slice(160, 925, { kind: "other", type: "TCPWRAP" });

    expect(
      [
        record([send, query, read, exit]),
        record([send, query, read, { ...exit, cause: read.cause }]),
      ]
        .map((each) => judge(new Timeline(each)))
        .map((verdict) => verdict?.longestTurnMs),
    ).toEqual([5, 765]);
  });

  it("says nothing of replies that come before or after it, and none where no thread was recorded", () => {
    expect(judge(new Timeline(gather(3)))).toMatchObject({ repliesUnread: 0, sentAfter: 3 });
    expect(judge(new Timeline(record([line(1, "x")])))).toBeUndefined();
    expect(judge(new Timeline(bigReply()))).toMatchObject({ longestTurnMs: 60, repliesUnread: 1 });
  });
});

describe("what differs between two runs", () => {
  const named = (name: string, of: ReturnType<typeof gather>) => ({
    name,
    timeline: new Timeline(of),
  });

  it("is told in round trips, on the thread and in all", () => {
    expect(describeDifference([named("a", oneByOne()), named("b", gather())])).toBe(
      "a against b: 10 round trips in a row against 1, in all 521 ms against 58 ms.",
    );
  });

  it("is how many are in flight where there are as many round trips", () => {
    const both = (gapMs: number) =>
      record([
        command({ startMs: 0, endMs: 50 }),
        command({ startMs: gapMs, endMs: 60 + gapMs / 100, connection: 2 }),
        command({ startMs: 70, endMs: 100 }),
      ]);

    expect(describeDifference([named("a", both(10)), named("b", both(50))])).toBe(
      "a against b: 2 round trips in a row against 3.",
    );
  });

  it("is the thread where nothing is asked, without a word on latency", () => {
    const busy = record([slice(0, 800, { kind: "start" }), line(800, "done")]);
    const idle = record([
      slice(0, 5, { kind: "start" }),
      slice(400, 405, { kind: "timer" }),
      line(420, "done"),
    ]);

    expect(describeDifference([named("sync", busy), named("async", idle)])).toBe(
      "sync against async: longest turn 800 ms against 5 ms, thread busy 800 ms against 10 ms, in all 800 ms against 420 ms.",
    );
  });

  it("is the order of the replies where all else is alike, or nothing", () => {
    const replies = (a: number, b: number) =>
      record([
        command({ name: "find a", startMs: 0, endMs: a }),
        command({ name: "find b", startMs: 0, endMs: b, connection: 2 }),
      ]);

    expect([
      describeDifference([named("x", replies(50, 51)), named("y", replies(51, 50))]),
      describeDifference([named("x", replies(50, 51)), named("y", replies(50, 52))]),
      describeDifference([named("x", replies(50, 51))]),
    ]).toEqual([
      "x against y: the same operations, and the replies came in another order.",
      "x against y: no difference in what was asked, in round trips or on the thread.",
      undefined,
    ]);
  });
});

import { describe, expect, test } from "vitest";
import "@samples/timeline/matchers";
import { EmptySelectionError } from "@samples/timeline/matchers";
import { Spans, Timeline } from "../src/index.ts";
import { command, gather, line, oneByOne, record, slice } from "./records/gather.ts";
import { bigReply, queryPlusHttp } from "./records/scenes.ts";

const together = new Timeline(gather(3)).mongodb("find");
const inTurn = new Timeline(oneByOne(3)).mongodb("find");
const none = together.where(() => false, "nothing at all");

/** What a failing claim says. */
function failureOf(claim: () => void): string {
  try {
    claim();
  } catch (error) {
    if (error instanceof Error && error.name === "AssertionError") return error.message;
    throw error;
  }
  throw new Error("the claim holds, against what the test expects");
}

describe("toAllStartBeforeAnyEnds", () => {
  test("holds for queries that are all sent before the first reply", () => {
    expect(together).toAllStartBeforeAnyEnds();
    expect(inTurn).not.toAllStartBeforeAnyEnds();
  });

  test("does not hold when one starts at the very end of another", () => {
    const touching = new Spans(
      [command({ startMs: 0, endMs: 10 }), command({ startMs: 10, endMs: 20 })],
      "finds",
    );

    expect(touching).not.toAllStartBeforeAnyEnds();
  });

  test("fails with the spans that are to blame, and the picture that shows it", () => {
    expect(failureOf(() => expect(inTurn).toAllStartBeforeAnyEnds())).toMatchInlineSnapshot(`
      "expected the 3 find commands to all start before any of them ends, but 2 start after that: "a find mongodb" has ended at 51 ms, "c find tsx" starts at 104 ms

      ▶ a find mongodb ╾───────────────                                  51 ms
        b find vitest                  ╾───────────────                  51 ms
      ▶ c find tsx                                     ╾───────────────  51 ms
        in flight      ████████████████████████████████████████████████ peak 1
                       0              50              100            150 ms
      "
    `);
  });

  test("fails with the same picture when negated by not", () => {
    expect(failureOf(() => expect(together).not.toAllStartBeforeAnyEnds())).toMatchInlineSnapshot(`
      "expected the 3 find commands not to all start before any of them ends, but they do: the last to start is "c find tsx" at 0.6 ms, the first to end "a find mongodb" at 50 ms

      ▶ a find mongodb ╾──────────────────────────────────────────────╴  50 ms
        b find vitest  ╾───────────────────────────────────────────────  50 ms
      ▶ c find tsx     ╺───────────────────────────────────────────────  50 ms
        in flight      ████████████████████████████████████████████████ peak 3
                       0        10       20        30       40        50 ms
      "
    `);
  });
});

describe("toRunOneAfterAnother", () => {
  test("holds when each starts at the end of the one before or later", () => {
    expect(inTurn).toRunOneAfterAnother();
    expect(together).not.toRunOneAfterAnother();
  });

  test("holds for the slices of one thread", () => {
    expect(new Timeline(bigReply()).thread()).toRunOneAfterAnother();
  });

  test("fails with the two that overlap", () => {
    expect(failureOf(() => expect(together).toRunOneAfterAnother())).toMatchInlineSnapshot(`
      "expected the 3 find commands to run one after another, but "b find vitest" starts at 0.3 ms, before "a find mongodb" has ended at 50 ms; 1 more overlaps

      ▶ a find mongodb ╾──────────────────────────────────────────────╴  50 ms
      ▶ b find vitest  ╾───────────────────────────────────────────────  50 ms
        c find tsx     ╺───────────────────────────────────────────────  50 ms
        in flight      ████████████████████████████████████████████████ peak 3
                       0        10       20        30       40        50 ms
      "
    `);
  });
});

describe("toOverlap", () => {
  test("holds when two are in flight at the same time", () => {
    expect(together).toOverlap();
    expect(inTurn).not.toOverlap();
  });

  test("holds for a query and a request in its gap", () => {
    const timeline = new Timeline(queryPlusHttp());

    expect(timeline.mongodb()).toOverlap(timeline.http());
    expect(inTurn.first).not.toOverlap(inTurn.last);
  });

  test("fails with both selections in one picture", () => {
    const { first, last } = inTurn;

    expect(failureOf(() => expect(first).toOverlap(last))).toMatchInlineSnapshot(`
      "expected "find mongodb" to overlap with "find tsx", but none of the one is in flight together with one of the other

      a find mongodb ╾───────────────╴                                   51 ms
      b find tsx                                      ╺────────────────  51 ms
      in flight      █████████████████                █████████████████ peak 1
                     0               50              100             150 ms
      "
    `);
  });
});

describe("toChainAtMost", () => {
  test("counts the round trips that pass one after the other", () => {
    expect(together).toChainAtMost(1);
    expect(inTurn).toChainAtMost(3);
    expect(inTurn).not.toChainAtMost(2);
  });

  test("says how many there are, and which", () => {
    expect(failureOf(() => expect(inTurn).toChainAtMost(2))).toMatch(
      /^expected the 3 find commands to have no chain of more than 2, .* but the longest chain has 3\n\n▶ /,
    );
  });
});

describe("toHavePeak, toHavePeakAtMost and toHaveCount", () => {
  test("count what is in flight at once, and what there is at all", () => {
    expect(together).toHavePeak(3);
    expect(together).not.toHavePeak(2);
    expect(together).toHavePeakAtMost(3);
    expect(together).not.toHavePeakAtMost(2);
    expect(together).toHaveCount(3);
    expect(together).not.toHaveCount(2);
  });

  test("say how many there are, and when", () => {
    expect(failureOf(() => expect(together).toHavePeak(2))).toMatch(
      /^expected the 3 find commands to have a peak of 2 in flight, but most in flight at once are 3, at 0\.6 ms\n\n/,
    );
    expect(failureOf(() => expect(together).toHavePeakAtMost(2))).toMatch(
      /^expected the 3 find commands to have a peak of at most 2 in flight, but most in flight at once are 3/,
    );
    expect(failureOf(() => expect(together).toHaveCount(4))).toMatch(
      /^expected the 3 find commands to be 4, but there are 3\n\n/,
    );
  });

  test("toHaveCount is the one that speaks about none", () => {
    expect(none).toHaveCount(0);
    expect(failureOf(() => expect(none).toHaveCount(1))).toMatch(
      /^expected the 0 nothing at all to be 1, but there are 0/,
    );
  });
});

describe("the order of two selections", () => {
  const [a, b, c] = [together.at(0), together.at(1), together.at(2)];

  test("toHappenBefore: ended before the other starts", () => {
    expect(inTurn.first).toHappenBefore(inTurn.last);
    expect(inTurn.last).not.toHappenBefore(inTurn.first);
    expect(a).not.toHappenBefore(b);
  });

  test("toStartBefore: sent before the other is sent", () => {
    expect(a).toStartBefore(b);
    expect(c).not.toStartBefore(b);
    expect(a).not.toStartBefore(a);
  });

  test("toEndBefore: answered before the other is answered", () => {
    expect(a).toEndBefore(together.after(0.5 + together.startMs - 0.3));
    expect(c).not.toEndBefore(b);
  });

  test("toEndInOrder: of their start, or of names", () => {
    expect(together).toEndInOrder();
    expect(together).toEndInOrder(["find mongodb", "find vitest", "find tsx"]);
    expect(together).not.toEndInOrder(["find tsx", "find vitest", "find mongodb"]);
    expect(together).not.toEndInOrder(["find mongodb", "find vitest"]);
    expect(together).not.toEndInOrder(["find mongodb", "find vitest", "find tsx", "find more"]);
  });

  test("replies in another order than the queries are seen, also where all names are alike", () => {
    const alike = new Spans(
      [command({ startMs: 0, endMs: 20 }), command({ startMs: 1, endMs: 10, requestId: 2 })],
      "finds",
    );

    expect(alike).not.toEndInOrder();
  });

  test("fail with the two moments that decide it", () => {
    expect(failureOf(() => expect(a).toHappenBefore(b))).toMatchInlineSnapshot(`
      "expected "find mongodb" to happen before "find vitest", but "a find mongodb" ends at 50 ms and "b find vitest" starts at 0.3 ms

      ▶ a find mongodb ╾───────────────────────────────────────────────  50 ms
      ▶ b find vitest  ╾───────────────────────────────────────────────  50 ms
        in flight      ████████████████████████████████████████████████ peak 2
                       0        10        20       30        40       50 ms
      "
    `);
    expect(failureOf(() => expect(c).toStartBefore(b))).toMatch(
      /^expected "find tsx" to start before "find vitest", but "b find tsx" starts at 0\.3 ms and "a find vitest" starts at 0 ms\n/,
    );
    expect(failureOf(() => expect(c).toEndBefore(b))).toMatch(
      /^expected "find tsx" to end before "find vitest", but "b find tsx" ends at 51 ms and "a find vitest" ends at 50 ms\n/,
    );
    expect(failureOf(() => expect(together).toEndInOrder(["find tsx"]))).toMatch(
      /but "a find mongodb" ends as number 1, at 50 ms, where "find tsx" is expected\n/,
    );
  });
});

describe("toBeFasterThan", () => {
  test("compares selections, timelines and runs with at least a factor", () => {
    const fast = { timeline: new Timeline(gather()), program: "gather.ts" };
    const slow = { timeline: new Timeline(oneByOne()), program: "one-by-one.ts" };

    expect(fast).toBeFasterThan(slow, { times: 8.9 });
    expect(fast).not.toBeFasterThan(slow, { times: 9.1 });
    expect(slow).not.toBeFasterThan(fast);
    expect(fast.timeline).toBeFasterThan(slow.timeline);
    expect(together).toBeFasterThan(inTurn, { times: 2 });
    expect(fast).not.toBeFasterThan(fast);
  });

  test("leaves the start of the process out of a run's time", () => {
    const busyStart = record([slice(0, 250, { kind: "start" }), ...gather().spans]);

    expect({ timeline: new Timeline(busyStart) }).toBeFasterThan(
      { timeline: new Timeline(oneByOne()) },
      { times: 5 },
    );
  });

  test("fails with both under one scale", () => {
    const fast = { timeline: new Timeline(gather()), program: "gather.ts" };
    const slow = { timeline: new Timeline(oneByOne()), program: "one-by-one.ts" };

    expect(failureOf(() => expect(fast).toBeFasterThan(slow, { times: 20 })))
      .toMatchInlineSnapshot(`
      "expected the run of gather.ts to be 20 times as fast as the run of one-by-one.ts, but they take 58 ms and 521 ms, which is 9 times as long

      gather.ts

      a find mongodb   ╾───a                                             50 ms
      b find vitest    ╾───b                                             50 ms
      c find tsx       ╾───c                                             50 ms
      d find turbo     ╾───d                                             50 ms
      e find bson      ╾───e                                             50 ms
      f … 5 more alike ────ff                                            52 ms
      in flight        █████                                           peak 10

      one-by-one.ts

      a find mongodb   ╾───a                                             51 ms
      b find vitest        ╺────b                                        51 ms
      c find tsx                ╾────c                                   51 ms
      d find turbo                   ╾───d                               51 ms
      e find bson                        ╺────e                          51 ms
      f … 5 more alike                        ╶────f───f────f────f───f  259 ms
      in flight        ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁  peak 1
                       0        100      200      300      400      500 ms
      "
    `);
  });
});

describe("toLastAtLeast", () => {
  test("is a lower bound from first start to last end", () => {
    expect(inTurn).toLastAtLeast(150);
    expect(inTurn).not.toLastAtLeast(160);
    expect(failureOf(() => expect(inTurn).toLastAtLeast(160))).toMatch(
      /^expected the 3 find commands to last at least 160 ms, but from first start to last end it is 155 ms\n\n/,
    );
  });
});

describe("a claim about nothing", () => {
  const claims: [string, (subject: ReturnType<typeof expect<Spans>>) => void][] = [
    ["toAllStartBeforeAnyEnds", (subject) => subject.toAllStartBeforeAnyEnds()],
    ["toRunOneAfterAnother", (subject) => subject.toRunOneAfterAnother()],
    ["toOverlap", (subject) => subject.toOverlap()],
    ["toHavePeak", (subject) => subject.toHavePeak(0)],
    ["toHavePeakAtMost", (subject) => subject.toHavePeakAtMost(3)],
    ["toChainAtMost", (subject) => subject.toChainAtMost(3)],
    ["toHappenBefore", (subject) => subject.toHappenBefore(together)],
    ["toStartBefore", (subject) => subject.toStartBefore(together)],
    ["toEndBefore", (subject) => subject.toEndBefore(together)],
    ["toEndInOrder", (subject) => subject.toEndInOrder([])],
    ["toBeFasterThan", (subject) => subject.toBeFasterThan(together)],
    ["toLastAtLeast", (subject) => subject.toLastAtLeast(0)],
  ];

  test.each(claims)("is refused by %s, both ways round", (_name, claim) => {
    const refusal = new EmptySelectionError(
      "Cannot claim anything about the nothing at all as there are none: check the selection",
    );

    expect(() => claim(expect(none))).toThrow(refusal);
    expect(() => claim(expect(none).not)).toThrow(refusal);
  });

  test.each([
    ["toOverlap", () => expect(together).toOverlap(none)],
    ["toHappenBefore", () => expect(together).not.toHappenBefore(none)],
    ["toBeFasterThan", () => expect(together).not.toBeFasterThan(none)],
  ])("is refused by %s for the other selection, too", (_name, claim) => {
    expect(claim).toThrow(EmptySelectionError);
  });

  test.each(claims.filter(([name]) => /All|Another|Overlap|InOrder/.test(name)))(
    "about an order is refused by %s for a single span",
    (_name, claim) => {
      const single = new Spans([together.first], "find commands");

      expect(() => claim(expect(single))).toThrow(
        "Cannot claim an order of the find commands as there is only one: find mongodb",
      );
    },
  );

  test("is no assertion error, so that a twin cannot fail it by doing nothing", () => {
    const refusal = new EmptySelectionError("nothing");

    expect([refusal.name, refusal instanceof Error]).toEqual(["EmptySelectionError", true]);
  });
});

describe("what is no selection", () => {
  test.each([3, "find", null, undefined, [], {}])("is refused: %s", (value) => {
    expect(() => expect(value).toHavePeak(1)).toThrow(TypeError);
  });

  test("names of hostile servers do no harm in a message", () => {
    const names = new Spans(
      [
        command({ name: "\u001b[2J", startMs: 0, endMs: 5 }),
        command({ name: "line\nfeed", startMs: 6, endMs: 9, requestId: 2 }),
      ],
      "finds",
    );

    expect(failureOf(() => expect(names).toOverlap())).not.toContain("\u001b");
    expect(failureOf(() => expect(names.first).toOverlap(names.last))).not.toContain("\u001b");
    expect(failureOf(() => expect(names).toEndInOrder(["x", "\u001b"]))).not.toContain("\u001b");
  });

  test("lines of output and slices are drawn, too", () => {
    const lines = new Spans([line(0, "tick 1"), line(10, "tick 2")], "ticks");

    expect(failureOf(() => expect(lines).toOverlap())).toMatchInlineSnapshot(`
      "expected the 2 ticks to overlap, but no two of them are in flight at the same time

      output    ╵tick 1                                        tick 2╵ 2 lines
                0         2          4          6          8         10 ms
      "
    `);
  });
});

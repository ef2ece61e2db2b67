import { claim } from "@samples/lab/vitest";
import type { OutputLine } from "@samples/lab";
import { expect } from "vitest";

claim(
  "a test that waits for each answer has one visitor in the app while it stands",
  { holds: "coordinated-omission.ts", fails: "fixed-rate.ts", timeLimitMs: 60_000 },
  ({ timeline }) => {
    expect(timeline.requests({ status: 200 })).toHaveLength(60);
    expect(timeline.requests().peak).toBe(1);
  },
);

claim(
  "at a fixed rate, those who come in that second wait together, and are ten or more",
  { holds: "fixed-rate.ts", fails: "coordinated-omission.ts", timeLimitMs: 60_000 },
  ({ timeline }) => {
    expect(timeline.requests({ status: 200 })).toHaveLength(60);
    expect(timeline.requests().peak).toBeGreaterThan(10);
  },
);

/** Reads "pool 2, 27 users: answered 24, p99 1100 ms". */
function steps(output: OutputLine[]): { pool: number; users: number; answered: number }[] {
  return output.map(({ text }) => {
    const [pool = Number.NaN, users = Number.NaN, answered = Number.NaN] = (
      /^pool (\d+), (\d+) users: answered (\d+), p99 \d+ ms$/.exec(text) ?? []
    )
      .slice(1)
      .map(Number);
    return { pool, users, answered };
  });
}

claim(
  "two variants in one run: with the small pool never more than two queries are under way, with the large one more",
  { holds: "max-users.ts", fails: "../test/twins/equal-pools.ts", timeLimitMs: 60_000 },
  ({ output, timeline }) => {
    const found = steps(output);
    const turnMs = output[2]?.atMs ?? Number.NaN;

    expect(found.map(({ pool, users }) => [pool, users])).toEqual([
      [2, 3],
      [2, 9],
      [2, 27],
      [40, 3],
      [40, 9],
      [40, 27],
    ]);
    // Those who were answered after the end of a step have waited, but do not count.
    expect(timeline.requests({ status: 200 }).length).toBeGreaterThanOrEqual(
      found.reduce((sum, { answered }) => sum + answered, 0),
    );
    expect(timeline.mongodb(({ startMs }) => startMs < turnMs).peak).toBe(2);
    expect(timeline.mongodb(({ startMs }) => startMs > turnMs).peak).toBeGreaterThan(2);
  },
);

import type { Run } from "@samples/lab";
import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

/** Twice as long as the work on a batch. */
const latencyMs = 100;

/** How many commands the program had sent when the work on each batch was done. */
function commandsSent({ timeline }: Run): string[] {
  return timeline.output(/^worked on/).names.map((line) => line.replace(/^.*: /, ""));
}

claim(
  "when the work on a batch is done, the getMore for the next one has been sent",
  { holds: "prefetch-next.ts", fails: "slow-consumer.ts", latencyMs },
  (run) => {
    expect(run.timeline.mongodb().map(({ documents }) => documents)).toEqual([2, 2, 2, 2, 2, 2]);
    expect(commandsSent(run)).toEqual(["2", "3", "4", "5", "6", "6"]);
  },
);

claim(
  "a generator that is asked after the work sends its getMore after the work",
  { holds: "slow-consumer.ts", fails: "prefetch-next.ts", latencyMs },
  (run) => {
    expect(run.timeline.mongodb().map(({ documents }) => documents)).toEqual([2, 2, 2, 2, 2, 2]);
    expect(commandsSent(run)).toEqual(["1", "2", "3", "4", "5", "6"]);
    // Five times a reply and then 50 ms of work before the last getMore; timers are early by up to 1 ms.
    expect(run.timeline.mongodb()).toLastAtLeast(6 * (run.latencyMs - 1) + 5 * 49);
  },
);

claim(
  "reading ahead is faster: work that is shorter than a round trip takes no time of its own",
  { holds: "prefetch-next.ts", fails: "slow-consumer.ts", latencyMs },
  ({ timeline }) => {
    const commands = timeline.mongodb();
    const roundTripMs = middle([...commands].map(({ startMs, endMs }) => endMs - startMs));
    // From each reply to the next getMore: the work, or nothing.
    const pauseMs = middle(commands.gaps.map(({ startMs, endMs }) => endMs - startMs));

    expect(commands.gaps).toHaveLength(5);
    expect(pauseMs / roundTripMs).toBeLessThan(0.3);
  },
);

/** The machine may be busy during one or two. */
function middle(durationsMs: number[]): number {
  const sorted = durationsMs.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

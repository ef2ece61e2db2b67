import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

/** Twice as long as the work on a batch. */
const latencyMs = 100;

/** Of the work on each batch, in ms; timers are early by up to 1 ms. */
const workMs = 49;

const sixBatches = [2, 2, 2, 2, 2, 2];

claim(
  "the getMore for the next batch is in flight during the work on this one",
  { holds: "prefetch-next.ts", fails: "slow-consumer.ts", latencyMs },
  ({ timeline }) => {
    const commands = [...timeline.mongodb()];
    const worked = [...timeline.output(/^worked on/)];

    expect(commands.map(({ documents }) => documents)).toEqual(sixBatches);
    expect(worked).toHaveLength(6);
    for (const [batch, { startMs }] of worked.entries()) {
      const next = commands[batch + 1];
      if (next) expect(startMs - next.startMs).toBeGreaterThan(workMs / 2);
    }
  },
);

claim(
  "a generator that is asked after the work sends its getMore after the work",
  { holds: "slow-consumer.ts", fails: "prefetch-next.ts", latencyMs },
  (run) => {
    const commands = run.timeline.mongodb();

    expect(commands.map(({ documents }) => documents)).toEqual(sixBatches);
    expect(commands.gaps).toHaveLength(5);
    for (const { startMs, endMs } of commands.gaps) {
      expect(endMs - startMs).toBeGreaterThanOrEqual(workMs);
    }
    expect(commands).toLastAtLeast(6 * (run.latencyMs - 1) + 5 * workMs);
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

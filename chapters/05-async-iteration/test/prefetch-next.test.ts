import type { Run } from "@samples/lab";
import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

/** Whether the command that brings batch k+1 starts before the work on batch k is over, for each k. */
function readsAhead({ timeline }: Run): boolean[] {
  const ends = timeline.output(/is done/).toArray();
  const commands = timeline.mongodb().toArray();
  return commands.slice(1).map(({ startMs }, index) => startMs < (ends[index]?.startMs ?? 0));
}

claim(
  "the next getMore is in flight while this batch is worked on",
  { holds: "prefetch-next.ts", fails: "slow-consumer.ts" },
  (run) => {
    expect(run.timeline.mongodb().map(({ documents }) => documents)).toEqual([2, 2, 2, 2, 2, 2]);
    expect(readsAhead(run)).toEqual([true, true, true, true, true]);
  },
);

claim(
  "a generator that is asked after the work sends its getMore after the work",
  { holds: "slow-consumer.ts", fails: "prefetch-next.ts" },
  (run) => {
    expect(run.timeline.mongodb().map(({ documents }) => documents)).toEqual([2, 2, 2, 2, 2, 2]);
    expect(readsAhead(run)).toEqual([false, false, false, false, false]);
    // Six replies and six times 50 ms of work, of which a timer may lack 1 ms.
    expect(run.timeline.mongodb().and(run.timeline.output(/is done/))).toLastAtLeast(
      6 * (run.latencyMs - 1) + 6 * 49,
    );
  },
);

claim(
  "reading ahead is faster where there is work between two batches",
  { holds: "prefetch-next.ts", fails: "slow-consumer.ts", against: "slow-consumer.ts" },
  (run, slow) => {
    expect(run).toBeFasterThan(slow, { times: 1.2 });
  },
);

claim(
  "both work on the same batches in the same order",
  { holds: "prefetch-next.ts", fails: "../test/twins/batches-at-once.ts" },
  ({ timeline }) => {
    expect(timeline.output(/^batch/).names.map((line) => line.replace(/:.*/, ""))).toEqual(
      [1, 2, 3, 4, 5, 6].flatMap((batch) => [`batch ${batch} begins`, `batch ${batch} is done`]),
    );
  },
);

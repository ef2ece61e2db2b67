import { claim } from "@samples/lab/vitest";
import type { Run } from "@samples/lab";
import "@samples/timeline/matchers";
import { expect } from "vitest";

/** The first hello of each connection, with which the driver opens it. */
function openingHellos({ timeline }: Run) {
  const seen = new Set<number>();
  const monitors = new Set(
    timeline.connections.filter((one) => one.internal).map((one) => one.number),
  );
  return timeline
    .mongodb({ command: ["hello", "ismaster", "isMaster"], internal: true })
    .where(({ connection }) => {
      if (seen.has(connection) || monitors.has(connection)) return false;
      seen.add(connection);
      return true;
    });
}

claim(
  "a cold pool opens its connections in the middle of the burst, two at a time at most",
  { holds: "cold-pool.ts", fails: "prewarmed.ts", latencyMs: 200 },
  (run) => {
    const queries = run.timeline.mongodb("find");

    expect(openingHellos(run)).toHavePeakAtMost(2);
    expect(openingHellos(run).last.startMs).toBeGreaterThan(queries.first.startMs);
  },
);

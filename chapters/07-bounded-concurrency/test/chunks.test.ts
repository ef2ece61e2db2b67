import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "in chunks, the third job waits for the slowest of the chunk before it: six round trips",
  { holds: "chunks.ts", fails: "sliding-window.ts", latencyMs: 300 },
  ({ timeline, latencyMs }) => {
    const finds = [...timeline.mongodb("find")];

    // Four queries of the long job and one of the short one: only then does the next chunk begin.
    const firstChunkEndMs = Math.max(...finds.slice(0, 5).map(({ endMs }) => endMs));
    expect(finds).toHaveLength(8);
    for (const { startMs } of finds.slice(5))
      expect(startMs).toBeGreaterThanOrEqual(firstChunkEndMs);
    expect(timeline.mongodb("find")).toLastAtLeast(6 * (latencyMs - 1));
  },
);

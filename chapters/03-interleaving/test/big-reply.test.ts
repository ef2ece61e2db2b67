import { claim } from "@samples/lab/vitest";
import type { MongodbSpan, Span, Timeline } from "@samples/timeline";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "a small reply lies unread until all 20,000 documents are decoded",
  { holds: "big-reply.ts", fails: "in-batches.ts" },
  ({ timeline, output }) => {
    const decode = timeline.slicesFor(batchesIn(timeline).last).longest;
    const unread = smallQueriesIn(timeline).where(
      (query) => query.endMs < decode.endMs && readingOf(query, timeline).startMs >= decode.endMs,
    );

    expect(readDuringBatches(timeline)).toHaveCount(0);
    expect(unread).toHaveCount(1);
    expect(output[0]?.text).toBe("small replies read meanwhile: 0");
  },
);

claim(
  "small replies are read between two batches",
  { holds: "in-batches.ts", fails: "big-reply.ts" },
  ({ timeline, output }) => {
    expect(batchesIn(timeline)).toHaveCount(20);
    expect(readDuringBatches(timeline).length).toBeGreaterThan(0);
    expect(output.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^small replies read meanwhile: [1-9]\d*$/),
      "documents: 20000",
    ]);
  },
);

/** The replies that brought documents: the cursor's last one may be empty. */
function batchesIn(timeline: Timeline) {
  return timeline
    .mongodb({ command: ["aggregate", "getMore"] })
    .where(({ documents }) => documents !== undefined && documents > 0);
}

function smallQueriesIn(timeline: Timeline) {
  return timeline.mongodb("find");
}

/** Small queries whose reply was read after the first batch began to be decoded, and before the last one was. */
function readDuringBatches(timeline: Timeline) {
  const batches = batchesIn(timeline);
  const first = timeline.slicesFor(batches.first).longest;
  const last = timeline.slicesFor(batches.last).longest;
  return smallQueriesIn(timeline).where((query) => {
    const reading = readingOf(query, timeline);
    return reading.startMs >= first.startMs && reading.endMs <= last.endMs;
  });
}

function readingOf(query: MongodbSpan, timeline: Timeline): Span {
  return timeline.slicesFor(query).first;
}

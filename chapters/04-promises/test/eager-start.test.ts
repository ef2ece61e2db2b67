import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "a call runs the body to its first await, and the reply is read before anybody awaits it",
  { holds: "eager-start.ts", fails: "../test/twins/start-at-await.ts" },
  (run) => {
    expect(run.timeline.output().names).toEqual([
      "before the call",
      "  body: runs up to its first await",
      "after the call: Promise { <pending> }",
      "  body: goes on with the reply",
      "other work is done, now await the promise",
      "awaited: mongodb",
    ]);
  },
);

claim(
  "the query of a called function is sent before the other work is done",
  { holds: "eager-start.ts", fails: "lazy-cursor.ts" },
  ({ timeline }) => {
    expect(timeline.mongodb("find")).toStartBefore(timeline.mongodb("count").last);
  },
);

claim(
  "a cursor sends nothing while other work goes on",
  { holds: "lazy-cursor.ts", fails: "eager-start.ts" },
  ({ timeline }) => {
    expect(timeline.mongodb("find")).toHaveCount(1);
    expect(timeline.mongodb("count")).toHappenBefore(timeline.mongodb("find"));
  },
);

claim(
  "find(), sort() and limit() only describe the query, toArray() sends it",
  { holds: "lazy-cursor.ts", fails: "../test/twins/read-at-once.ts" },
  (run) => {
    expect(run.timeline.output().names).toEqual([
      "after find()",
      "after sort() and limit()",
      "count",
      "other work is done, now read the cursor",
      "find",
      "after toArray(): mongodb",
    ]);
  },
);

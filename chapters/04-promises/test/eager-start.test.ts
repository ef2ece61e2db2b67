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
  "the query of a called function is answered while other work goes on",
  { holds: "eager-start.ts", fails: "lazy-cursor.ts" },
  ({ timeline }) => {
    const otherWorkDone = timeline.output("other work is done").first;

    expect(timeline.mongodb("find").first).toHappenBefore(otherWorkDone);
  },
);

claim(
  "a cursor sends nothing until it is read",
  { holds: "lazy-cursor.ts", fails: "eager-start.ts" },
  ({ timeline }) => {
    const otherWorkDone = timeline.output("other work is done").first;

    expect(timeline.mongodb("find").length).toBe(1);
    expect(otherWorkDone).toHappenBefore(timeline.mongodb("find").first);
  },
);

claim(
  "find(), sort() and limit() only describe the query, toArray() sends it",
  { holds: "lazy-cursor.ts", fails: "../test/twins/read-at-once.ts" },
  (run) => {
    expect(run.timeline.output().names).toEqual([
      "after find(): []",
      "after sort() and limit(): []",
      "other work is done, now read the cursor: [ 'count' ]",
      "after toArray(): [ 'count', 'find' ]",
      "read: mongodb",
    ]);
  },
);

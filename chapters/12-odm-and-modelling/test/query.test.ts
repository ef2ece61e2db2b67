import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "the second await of a query throws, and sends nothing",
  { holds: "query-twice.ts", fails: "exec-once.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "license: Apache-2.0",
      "MongooseError: Query was already executed: Package.findOne({ _id: 'bson' })",
    ]);
    expect(timeline.mongodb()).toHaveCount(1);
  },
);

claim(
  "the promise of exec() can be awaited twice, and is one query",
  { holds: "exec-once.ts", fails: "query-twice.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["license: Apache-2.0", "name: bson"]);
    expect(timeline.mongodb()).toHaveCount(1);
  },
);

claim(
  "a model without a connection sends nothing, and its call fails in the end",
  { holds: "buffering.ts", fails: "connect-first.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "MongooseError: Operation `packages.findOne()` buffering timed out after 200ms",
    ]);
    expect(timeline.connections).toEqual([]);
  },
);

claim(
  "after connect() the query is sent, and answered",
  { holds: "connect-first.ts", fails: "buffering.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["Apache-2.0"]);
    expect(timeline.mongodb("find")).toHaveCount(1);
  },
);

claim(
  "of two saves of one document at once, the second is refused, and one update is sent",
  { holds: "save-in-parallel.ts", fails: "one-save.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["saved", "ParallelSaveError"]);
    expect(timeline.mongodb("update")).toHaveCount(1);
  },
);

claim(
  "one save is one update with every changed path",
  { holds: "one-save.ts", fails: "../test/twins/save-each-change.ts" },
  ({ timeline }) => {
    const written = [...timeline.mongodb("update")].map(({ writes }) => writes?.map((w) => w.set));

    expect(written).toEqual([[{ license: "MIT", version: "8.0.0" }]]);
  },
);

import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

// Long beside what a busy machine adds: the inserts have to be there before the index.
const latencyMs = 400;

claim(
  "two equal addresses are inserted before the unique index, which then cannot be made",
  { holds: "index-not-ready.ts", fails: "init-first.ts", latencyMs },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["fulfilled, fulfilled", "index: DuplicateKey"]);
    expect(timeline.mongodb({ command: "insert", ok: true })).toHaveCount(2);
    expect(timeline.mongodb("createIndexes").first.error?.code).toBe(11000);
  },
);

claim(
  "after init() the server refuses the second of two equal addresses",
  { holds: "init-first.ts", fails: "index-not-ready.ts", latencyMs },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["fulfilled, rejected"]);
    expect(timeline.mongodb("createIndexes").first.ok).toBe(true);
    expect(timeline.mongodb("createIndexes")).toEndBefore(timeline.mongodb("insert").first);
  },
);

claim(
  "two saves of what was read before either of them: both succeed, and one star is lost",
  { holds: "last-save-wins.ts", fails: "version-error.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["stars: 1"]);
    expect(
      [...timeline.mongodb("update")].map(({ writes }) => writes?.map(({ set }) => set)),
    ).toEqual([[{ stars: 1 }], [{ stars: 1 }]]);
  },
);

claim(
  "a save of an old version is refused, and repeated with the new one",
  { holds: "version-error.ts", fails: "last-save-wins.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["VersionError", "stars: 2"]);
    expect(timeline.mongodb("update")).toHaveCount(3);
  },
);

claim(
  "updateOne stores the address as it came: the save hook has not run",
  { holds: "update-skips-hooks.ts", fails: "save-runs-hooks.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["Ann@Work.example"]);
    expect(timeline.mongodb({ command: "update", ok: true })).toHaveCount(1);
  },
);

claim(
  "save runs the hook before it sends",
  { holds: "save-runs-hooks.ts", fails: "update-skips-hooks.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["ann@work.example"]);
    expect(timeline.mongodb({ command: "update", ok: true })).toHaveCount(1);
  },
);

claim(
  "two conditions with dots are met by two elements",
  { holds: "dotted-array.ts", fails: "elem-match.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["Solaris", "Ulysses"]);
    expect(timeline.mongodb("find").first.documents).toBe(2);
  },
);

claim(
  "$elemMatch wants one element that meets both",
  { holds: "elem-match.ts", fails: "dotted-array.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["Solaris"]);
    expect(timeline.mongodb("find").first.documents).toBe(1);
  },
);

claim(
  "an API's error is stored as a report when nobody checks",
  { holds: "trust-the-answer.ts", fails: "weather.ts" },
  ({ timeline }) => {
    expect(timeline.http({ status: 404 })).toHaveCount(1);
    expect(timeline.mongodb("insert")).toHaveCount(2);
  },
);

claim(
  "what does not fit the schema is not stored",
  { holds: "weather.ts", fails: "trust-the-answer.ts" },
  ({ timeline }) => {
    expect(timeline.http({ status: 404 })).toHaveCount(1);
    expect(timeline.mongodb("insert")).toHaveCount(1);
  },
);

claim(
  "a number that came as text is stored as text, and not found as a number",
  { holds: "as-it-came.ts", fails: "first-schema.ts" },
  ({ output, timeline }) => {
    const insert = timeline.mongodb("insert").first;

    expect(output.map(({ text }) => text)).toEqual(["orders of item 123: 0"]);
    expect(insert.writes?.map(({ set }) => set.item)).toEqual(["123"]);
  },
);

claim(
  "a schema makes a number of it before it is stored",
  { holds: "first-schema.ts", fails: "as-it-came.ts" },
  ({ output, timeline }) => {
    const insert = timeline.mongodb("insert").first;

    expect(output.map(({ text }) => text)).toEqual(["orders of item 123: 1"]);
    expect(insert.writes?.map(({ set }) => set.item)).toEqual([123]);
  },
);

claim(
  "a hook that is added after the model never runs",
  { holds: "hooks-too-late.ts", fails: "middleware-order.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["saved"]);
    expect(timeline.mongodb({ command: "insert", ok: true })).toHaveCount(1);
  },
);

claim(
  "the hooks of a save run before the check, before the command, and after its reply",
  { holds: "middleware-order.ts", fails: "hooks-too-late.ts" },
  ({ output, timeline }) => {
    const insert = timeline.mongodb("insert").first;
    const lines = output.map(({ text, atMs }) => [text, atMs < insert.endMs ? "before" : "after"]);

    expect(lines).toEqual([
      ["before it is checked", "before"],
      ["before it is sent", "before"],
      ["after it is stored", "after"],
      ["saved", "after"],
    ]);
  },
);

import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "save() of a changed document is an update of the changed path alone",
  { holds: "quickstart.ts", fails: "../test/twins/replaces-the-whole.ts" },
  ({ timeline }) => {
    const update = timeline.mongodb("update").first;

    expect(update.writes?.map(({ set }) => set)).toEqual([{ stars: 1 }]);
  },
);

claim(
  "each line of the quickstart is one command, in turn",
  { holds: "quickstart.ts", fails: "../test/twins/saves-one-by-one.ts" },
  ({ timeline }) => {
    expect([...timeline.mongodb()].map(({ command }) => command)).toEqual([
      "insert",
      "insert",
      "find",
      "update",
    ]);
  },
);

claim(
  "the driver alone sends the same four commands",
  { holds: "native-beside.ts", fails: "../test/twins/saves-one-by-one.ts" },
  ({ output, timeline }) => {
    expect([...timeline.mongodb()].map(({ command }) => command)).toEqual([
      "insert",
      "insert",
      "find",
      "update",
    ]);
    expect(timeline.mongodb("update").first.writes?.map(({ set }) => set)).toEqual([{ stars: 1 }]);
    expect(output.map(({ text }) => text)).toEqual(["tsx 7", "mingo 0", "bson 0"]);
  },
);

claim(
  "a query makes a Mongoose document of every result",
  { holds: "hydrate.ts", fails: "lean.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual(["documents"]);
  },
);

claim(
  "lean() asks the same and gives the driver's objects",
  { holds: "lean.ts", fails: "hydrate.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["objects"]);
    expect(timeline.mongodb("find").first.asked?.whole).toBe("{ filter: {} }");
  },
);

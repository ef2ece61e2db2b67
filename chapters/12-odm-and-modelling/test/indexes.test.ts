import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "without an index the server examines all 20,000 documents for twenty",
  { holds: "scan.ts", fails: "indexed.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "COLLSCAN",
      "documents examined: 20000",
      "documents found: 20",
    ]);
  },
);

claim(
  "with an index it examines the twenty: a thousandth",
  { holds: "indexed.ts", fails: "scan.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "IXSCAN",
      "documents examined: 20",
      "documents found: 20",
    ]);
  },
);

claim(
  "with the range before the sort, every key of the package is read, and sorted in memory",
  { holds: "sort-in-memory.ts", fails: "equality-sort-range.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual(["sorts: true", "keys examined: 20"]);
  },
);

claim(
  "with equality, sort, range, three keys are read for three documents, and nothing is sorted",
  { holds: "equality-sort-range.ts", fails: "sort-in-memory.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual(["sorts: false", "keys examined: 3"]);
  },
);

claim(
  "fifty whole packages are more than 100 bytes each",
  { holds: "every-field.ts", fails: "projection.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["50 names"]);
    expect(timeline.mongodb("find").first.replyBytes).toBeGreaterThan(50 * 100);
  },
);

claim(
  "fifty names are less than 100 bytes each",
  { holds: "projection.ts", fails: "every-field.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["50 names"]);
    expect(timeline.mongodb("find").first.replyBytes).toBeLessThan(50 * 100);
  },
);

import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

// To make 100,000 documents takes two seconds of a processor, which a busy machine does not have at once.
const timeLimitMs = 120_000;

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
  "over 100,000 documents, a page without an index looks at all of them",
  { holds: "tuning.ts", fails: "../test/twins/range-before-sort.ts", timeLimitMs },
  ({ output }) => {
    expect(output.map(({ text }) => text).slice(0, 2)).toEqual([
      "documents: 100000",
      "no index: 0 keys, 100000 documents",
    ]);
  },
);

claim(
  "each step of the tuning looks at less, down to three keys and no document",
  { holds: "tuning.ts", fails: "../test/twins/range-before-sort.ts", timeLimitMs },
  ({ output }) => {
    expect(output.map(({ text }) => text).slice(2)).toEqual([
      "an index: 20 keys, 20 documents",
      "equality, sort, range: 3 keys, 3 documents",
      "covered: 3 keys, 0 documents",
    ]);
  },
);

claim(
  "a projection that keeps _id fetches a document for each key",
  { holds: "fetched.ts", fails: "covered.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual(["keys examined: 20", "documents examined: 20"]);
  },
);

claim(
  "a query that the index covers examines no document",
  { holds: "covered.ts", fails: "fetched.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual(["keys examined: 20", "documents examined: 0"]);
  },
);

claim(
  "one call measures the opening of the connection, too",
  { holds: "measure-once.ts", fails: "measure.ts" },
  ({ timeline }) => {
    const query = timeline.mongodb("find").first;
    const carrier = timeline.connections.find(({ number }) => number === query.connection);

    expect(timeline.mongodb("find")).toHaveCount(1);
    expect(carrier?.openedMs).toBeLessThan(query.startMs);
  },
);

claim(
  "a hundred calls after the first give a median and a p99, one call at a time on one connection",
  { holds: "measure.ts", fails: "measure-once.ts" },
  ({ output, timeline }) => {
    const queries = timeline.mongodb("find");
    const [, median = 0, p99 = 0] = output.map(({ text }) => Number(text.split(" ").at(1)));

    expect(queries).toHaveCount(101);
    expect(queries.peak).toBe(1);
    expect(new Set([...queries].map(({ connection }) => connection)).size).toBe(1);
    expect(median).toBeLessThanOrEqual(p99);
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

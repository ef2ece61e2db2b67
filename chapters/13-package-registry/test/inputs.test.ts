import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "a count beyond its limits is refused, and the database is not asked",
  { holds: "recent.ts", fails: "recent-unclamped.ts" },
  ({ requests }) => {
    expect(requests.map(({ status, queries }) => [status, queries.length])).toEqual([
      [200, 1],
      [400, 0],
      [400, 0],
    ]);
  },
);

claim(
  "zero means everything, and so does a million",
  { holds: "recent-unclamped.ts", fails: "recent.ts" },
  ({ requests }) => {
    expect(requests.map(({ status }) => status)).toEqual([200, 200, 200]);
    const counts = requests.map(({ body }) => (JSON.parse(body) as unknown[]).length);
    expect(counts[0]).toBe(3);
    expect(counts[1]).toBeGreaterThan(100);
    expect(counts[2]).toBe(counts[1]);
  },
);

claim(
  "an object is no password: it is refused before there is a query",
  { holds: "login-validated.ts", fails: "login-by-query.ts" },
  ({ requests }) => {
    expect(requests.map(({ status, queries }) => [status, queries.length])).toEqual([
      [401, 1],
      [400, 0],
    ]);
  },
);

claim(
  "a query object logs somebody in without a password",
  { holds: "login-by-query.ts", fails: "login-validated.ts" },
  ({ requests }) => {
    expect(requests.map(({ status }) => status)).toEqual([401, 200]);
  },
);

claim(
  "a body beyond the limit reaches no handler, and no database",
  { holds: "body-limit.ts", fails: "body-unlimited.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "100 characters: 201",
      "5000000 characters: 413",
    ]);
    expect(timeline.mongodb("insert")).toHaveCount(1);
  },
);

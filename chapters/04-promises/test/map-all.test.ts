import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect, test } from "vitest";

/** The proxy answers no find before five of them have arrived. */
const holdUntil = { commands: 5, command: "find" };

claim(
  "map starts five queries at once, and Promise.all waits for all of them",
  { holds: "map-all.ts", fails: "for-each-async.ts", holdUntil },
  (run) => {
    expect(run.exitCode).toBe(0);
    expect(run.timeline.mongodb("find").peak).toBe(5);
    expect(run.timeline.output().names).toEqual(["5 of 5 found"]);
  },
);

claim(
  "after forEach the program goes on without results, and closes the client before a query is sent",
  { holds: "for-each-async.ts", fails: "map-all.ts", holdUntil },
  (run) => {
    const lines = run.timeline.output();

    expect(lines.where((line) => line.stream === "stdout").names).toEqual(["0 of 5 found"]);
    expect(run.timeline.mongodb("find")).toHaveCount(0);
    expect(run.exitCode).toBe(1);
    expect(run.outcome.kind).toBe("unhandled-rejection");
  },
);

test("filter and some treat the promise of an async callback as true", () => {
  const isRight = async () => false;

  // oxlint-disable-next-line typescript/no-misused-promises -- the mistake that the README names
  expect(["mongodb", "vitest"].filter(isRight)).toEqual(["mongodb", "vitest"]);
  // oxlint-disable-next-line typescript/no-misused-promises -- the same
  expect(["mongodb", "vitest"].some(isRight)).toBe(true);
});

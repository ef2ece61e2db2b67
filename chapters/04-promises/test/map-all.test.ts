import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

/** The proxy answers no find before five of them have arrived. */
const holdUntil = { commands: 5, command: "find" };

claim(
  "map starts five queries at once, and Promise.all waits for all of them",
  { holds: "map-all.ts", fails: "for-each-async.ts", holdUntil },
  (run) => {
    expect(run.exitCode).toBe(0);
    expect(run.timeline.mongodb("find").peak).toBe(5);
    expect(run.timeline.output().names).toEqual([
      "5 of 5 found: mongodb, vitest, tsx, prettier, typescript",
    ]);
  },
);

claim(
  "after forEach the program goes on with nothing, and closes the client under its queries",
  { holds: "for-each-async.ts", fails: "map-all.ts", holdUntil },
  (run) => {
    const lines = run.timeline.output();

    expect(lines.where((line) => line.stream === "stdout").names).toEqual(["0 of 5 found"]);
    expect(run.timeline.mongodb({ command: "find", ok: true }).length).toBe(0);
    expect(run.exitCode).toBe(1);
    expect(run.outcome.kind).toBe("crashed");
  },
);

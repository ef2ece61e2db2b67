import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

claim(
  "the error of a promise that nobody awaits is not caught, and ends the process",
  { holds: "forgotten-await.ts", fails: "no-floating.ts" },
  (run) => {
    const lines = run.timeline.output();

    expect(lines.where((line) => line.stream === "stdout").names).toEqual(["registered mongodb"]);
    expect(lines.where((line) => line.stream === "stderr").names.join("\n")).toContain("E11000");
    expect(run.outcome.kind).toBe("unhandled-rejection");
    expect(run.exitCode).toBe(1);
  },
);

claim(
  "the error of an awaited promise is thrown inside the try block",
  { holds: "no-floating.ts", fails: "forgotten-await.ts" },
  (run) => {
    expect(run.timeline.output().names).toEqual([
      "refused: the name mongodb is taken",
      "the program goes on",
    ]);
    expect(run.exitCode).toBe(0);
  },
);

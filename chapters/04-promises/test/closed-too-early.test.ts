import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "a write that nobody awaits is not sent when the next line closes the client, and its error ends the process",
  { holds: "closed-too-early.ts", fails: "closed-at-the-end.ts" },
  (run) => {
    expect(run.timeline.mongodb("insert")).toHaveCount(0);
    expect(run.outcome.sentence).toContain("Cannot use a session that has ended");
    expect(run.outcome.kind).toBe("unhandled-rejection");
    expect(run.exitCode).toBe(1);
  },
);

claim(
  "a write that is awaited before the client is closed gets its reply",
  { holds: "closed-at-the-end.ts", fails: "closed-too-early.ts" },
  ({ timeline }) => {
    expect(timeline.mongodb("insert").map(({ ok }) => ok)).toEqual([true]);
    expect(timeline.output().names).toEqual(["found mongodb", "closed"]);
  },
);

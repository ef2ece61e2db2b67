import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

const programs = {
  holds: "dependent-steps.ts",
  fails: "../test/twins/steps-known-beforehand.ts",
};

claim(
  "what needs an answer is asked after it",
  // Nobody is answered until two commands are in flight, or nothing has come for a while.
  { ...programs, holdUntil: 2 },
  ({ timeline }) => {
    expect(timeline.mongodb("find")).toHaveCount(2);
    expect(timeline.mongodb("find")).toRunOneAfterAnother();
  },
);

claim(
  "two steps that depend on each other take two round trips",
  { ...programs, latencyMs: 300 },
  ({ timeline, latencyMs }) => {
    expect(timeline.mongodb("find")).toLastAtLeast(2 * (latencyMs - 1));
  },
);

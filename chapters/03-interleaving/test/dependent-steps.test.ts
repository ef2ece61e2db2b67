import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

const programs = {
  holds: "dependent-steps.ts",
  fails: "../test/twins/steps-known-beforehand.ts",
  // Nobody is answered until two commands are in flight, or nothing has come for a while.
  holdUntil: 2,
  latencyMs: 500,
};

claim("what needs an answer is asked after it", programs, ({ timeline }) => {
  expect(timeline.mongodb("find")).toHaveCount(2);
  expect(timeline.mongodb("find")).toRunOneAfterAnother();
});

claim(
  "two steps that depend on each other take two round trips",
  programs,
  ({ timeline, latencyMs }) => {
    expect(timeline.mongodb("find")).toLastAtLeast(2 * (latencyMs - 1));
  },
);

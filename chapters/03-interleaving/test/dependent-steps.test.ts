import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

const options = {
  holds: "dependent-steps.ts",
  fails: "../test/twins/steps-known-beforehand.ts",
};

claim(
  "what needs an answer is asked after it, so two steps take two round trips",
  options,
  ({ timeline, latencyMs }) => {
    expect(timeline.mongodb("find")).toHaveCount(2);
    expect(timeline.mongodb("find")).toRunOneAfterAnother();
    expect(timeline.mongodb("find")).toLastAtLeast(2 * (latencyMs - 1));
  },
);

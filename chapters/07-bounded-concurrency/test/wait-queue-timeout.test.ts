import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "three of ten get the only connection in time, and seven fail without ever being sent",
  {
    holds: "wait-queue-timeout.ts",
    fails: { program: "pool-waves.ts", args: ["1"], latencyMs: 50 },
  },
  ({ timeline, output }) => {
    expect(timeline.mongodb("find")).toHaveCount(3);
    expect(timeline.mongodb("find")).toRunOneAfterAnother();
    expect(output.map(({ text }) => text)).toEqual(["3 × found", "7 × MongoWaitQueueTimeoutError"]);
  },
);

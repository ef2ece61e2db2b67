import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

claim(
  "the worker stops before its work is done",
  { holds: "cancel-a-worker.ts", fails: "unheard-stop.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual(["ended after some"]);
  },
);

claim(
  "a stop that is sent as a message is not heard before the work is done",
  { holds: "unheard-stop.ts", fails: "cancel-a-worker.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual(["ended after all 100"]);
  },
);

claim(
  "the message is sent when the work has only just begun, and handled when all of it is done",
  { holds: "unheard-stop.ts", fails: "../test/twins/heard-stop.ts" },
  ({ timeline }) => {
    const [stop] = timeline.messages.filter(({ from }) => from === 0);
    const answers = timeline.messages.filter(({ from }) => from === 1);

    expect(answers).toHaveLength(101);
    expect(stop?.sentMs).toBeLessThan(answers.at(50)?.sentMs ?? 0);
    expect(stop?.receivedMs).toBeGreaterThan(answers.at(99)?.sentMs ?? Infinity);
  },
);

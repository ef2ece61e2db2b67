import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "A heart that stops for 400 ms",
  task: `A timer should beat every 10 ms, but for 400 ms it does not beat once, because the thread is kept busy with
    waiting. Wait for the same 400 ms and let the timer beat meanwhile. The timer itself must not be changed.`,
  start: "heartbeat-busy.ts",
  solution: "heartbeat-await.ts",
  claims: (is) => [
    is.that("the timer beats while the program waits", ({ timeline }) => {
      const beats = timeline.thread("timer").length;
      return beats >= 5
        ? undefined
        : `The thread was woken by a timer ${beats} times: it is not given back to the event loop for long.`;
    }),
    is.that("the line is printed after 400 ms, not before", ({ timeline }) => {
      const [line] = timeline.output();
      const waitedMs = (line?.startMs ?? 0) - timeline.thread().startMs;
      return waitedMs >= 395 ? undefined : "The program does not wait for 400 ms.";
    }),
    is.says("the program has counted its heartbeats", /^[1-9]\d* heartbeats meanwhile$/),
  ],
  hints: [
    "What does the thread do during these 400 ms?",
    "A loop that looks at the clock keeps the thread. Something has to hand it back.",
    'import { setTimeout as sleep } from "node:timers/promises", then: await sleep(400);',
  ],
  explanation: `A thread does one thing at a time. While it runs a loop it can run no timer, read no reply and answer no
    request. await gives the thread back to the event loop, which runs whatever is due in the meantime.`,
  wrong: [
    {
      mistake: "the sleep is not awaited",
      edit: [["await sleep(400)", "void sleep(400)"]],
      told: "does not wait for 400 ms",
    },
    {
      mistake: "an await inside of the busy loop",
      of: "heartbeat-busy.ts",
      edit: [
        ["while (performance.now() < until);", "while (performance.now() < until) await null;"],
      ],
      told: "not given back to the event loop",
    },
    {
      mistake: "the counter is made up",
      of: "heartbeat-busy.ts",
      edit: [["console.log(`${heartbeats}", "console.log(`${heartbeats + 40}"]],
      told: "not given back to the event loop",
    },
  ],
};

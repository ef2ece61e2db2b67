import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

claim(
  "every job is done, though a process dies on the way",
  { holds: "replaced-worker.ts", fails: "lost-job.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "job 1 done",
      "job 2: the process died, starting another",
      "job 2 done",
      "job 3 done",
    ]);
  },
);

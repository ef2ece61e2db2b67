import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

claim(
  "the call runs nothing of the body, and every yield hands the thread back",
  { holds: "restartable-function.ts", fails: "../test/twins/ordinary-function.ts" },
  (run) => {
    expect(run.output.map(({ text }) => text)).toEqual([
      "caller: calls install",
      "caller: has it, and nothing ran",
      "    install: begins",
      'caller: is asked "which version of mongodb?", has time for other work',
      "    install: goes on, mongodb is at 7.9.0",
      'caller: is asked "which licence has 7.9.0?", has time for other work',
      "    install: goes on, the licence is Apache-2.0",
      "caller: install is done: mongodb@7.9.0 (Apache-2.0)",
    ]);
  },
);

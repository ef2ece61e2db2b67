import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

claim(
  "the call runs nothing of the body, and every yield hands the thread back",
  { holds: "restartable-function.ts", fails: "../test/twins/ordinary-function.ts" },
  ({ timeline }) => {
    expect(timeline.output().names).toEqual([
      "the call",
      "after the call",
      "  install: starts",
      "which version of mongodb?",
      "  install: goes on with 7.9.0",
      "which license has 7.9.0?",
      "  install: goes on with Apache-2.0",
      "mongodb@7.9.0 (Apache-2.0)",
    ]);
  },
);

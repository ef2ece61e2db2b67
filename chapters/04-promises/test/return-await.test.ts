import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

claim(
  "a promise returned without await rejects outside the try block it was returned from",
  { holds: "return-in-try.ts", fails: "return-await.ts" },
  (run) => {
    expect(run.timeline.output().names).toEqual([
      "the caller catches Error: there is no package left-pad",
    ]);
  },
);

claim(
  "return await lets the catch beside it answer",
  { holds: "return-await.ts", fails: "return-in-try.ts" },
  (run) => {
    expect(run.timeline.output().names).toEqual(["left-pad: unknown license"]);
  },
);

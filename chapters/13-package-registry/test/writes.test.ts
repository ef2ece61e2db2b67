import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

claim(
  "two sign-ups with one address make one account, in any order",
  { holds: "email-index.ts", fails: "email-check-first.ts", orders: "all" },
  (run) => {
    expect(run.documents("users")).toHaveLength(1);
  },
);

claim(
  "nobody sees a release that is not counted, in any order",
  { holds: "count-with-release.ts", fails: "count-apart.ts", orders: "all" },
  ({ output }) => {
    expect(output).toHaveLength(1);
    expect(output[0]?.text).toMatch(/^([12]) releases, the count says \1$/);
  },
);

import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

const bothDeposits = "no deposit is lost, in whatever order the server gets the commands";

claim(
  `${bothDeposits}: $inc`,
  { holds: "inc.ts", fails: "lost-update.ts", orders: "all" },
  (run) => {
    expect(run.documents("accounts")).toEqual([{ _id: "ada", balance: 200 }]);
  },
);

claim(
  `${bothDeposits}: a version field`,
  { holds: "version-retry.ts", fails: "lost-update.ts", orders: "all" },
  (run) => {
    expect(run.documents("accounts")).toEqual([{ _id: "ada", balance: 200, version: 3 }]);
  },
);

claim(
  "an account is never overdrawn, in any order",
  { holds: "conditional-update.ts", fails: "overdraft.ts", orders: "all" },
  (run) => {
    expect(run.documents("accounts")).toEqual([{ _id: "ada", balance: 0 }]);
  },
);

claim(
  "one e-mail has one user, in any order",
  { holds: "unique-index.ts", fails: "check-then-insert.ts", orders: "all" },
  (run) => {
    expect(run.documents("users")).toHaveLength(1);
  },
);

claim(
  "one key has one counter, and it counts both, in any order",
  { holds: "upsert.ts", fails: "update-or-insert.ts", orders: "all" },
  (run) => {
    expect(run.documents("counters")).toEqual([{ _id: "mongodb", downloads: 2 }]);
  },
);

claim(
  "two commands on a unique key have one counter that counts both, when the second inserter updates",
  { holds: "upsert-retry.ts", fails: "update-or-insert.ts", orders: "all" },
  (run) => {
    expect(run.documents("counters")).toEqual([{ _id: "mongodb", downloads: 2 }]);
  },
);

claim(
  "the read of a session carries the time of its write",
  { holds: "read-your-writes.ts", fails: "stale-read.ts" },
  ({ output, timeline }) => {
    expect(timeline.mongodb("find").first.asked?.whole).toMatch(
      /readConcern: \{ afterClusterTime: /,
    );
    expect(output.map(({ text }) => text)).toEqual(["found: book"]);
  },
);

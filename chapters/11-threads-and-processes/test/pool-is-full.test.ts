import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

claim(
  "a file waits for one of four hashes",
  { holds: "pool-is-full.ts", fails: "pool-has-room.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual(["the file came after a hash: true"]);
  },
);

claim(
  "with a thread left free, the file waits for no hash",
  { holds: "pool-has-room.ts", fails: "pool-is-full.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual(["the file came after a hash: false"]);
  },
);

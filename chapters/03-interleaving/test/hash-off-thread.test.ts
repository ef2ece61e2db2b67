import { expect } from "vitest";
import { claim } from "@samples/lab/vitest";

claim(
  "the other requests are read while the password is hashed",
  { holds: "hash-off-thread.ts", fails: "hash-in-request.ts" },
  ({ requests: [login, ...others] }) => {
    const unread = others.filter(
      ({ span }) => (span.readMs ?? Infinity) > (login?.span.endMs ?? 0),
    );
    expect(unread.map(({ name }) => name)).toEqual([]);
  },
);

claim(
  "the thread does not run for as long as the hash takes",
  { holds: "hash-off-thread.ts", fails: "hash-in-request.ts" },
  ({ timeline, requests: [login] }) => {
    const turn = timeline.thread("request").longest;
    const hashMs = login?.durationMs ?? 0;
    expect(turn.endMs - turn.startMs).toBeLessThan(hashMs / 2);
  },
);

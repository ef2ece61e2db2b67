import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

const refillMs = 50;

// Shorter than a refill: each query finds a connection that the one before has left, and is not late by a handshake.
const latencyMs = 10;

claim(
  "after the two tokens of the full bucket, each query waits for a refill",
  { holds: "rate-limit.ts", fails: "../test/twins/no-bucket.ts", latencyMs },
  ({ timeline, output }) => {
    const asked = timeline.mongodb();

    // Timers may fire a millisecond early; the first query may be late on the wire by its own connection.
    expect(asked.last.startMs - asked.first.startMs).toBeGreaterThanOrEqual(6 * refillMs);
    expect(Number(/within (\d+) ms/.exec(output[0]?.text ?? "")?.[1])).toBeGreaterThanOrEqual(
      8 * (refillMs - 1),
    );
  },
);

claim(
  "in any 100 ms no more than four queries begin: two of the bucket, and two refills",
  { holds: "rate-limit.ts", fails: "../test/twins/no-bucket.ts", latencyMs },
  ({ timeline }) => {
    const starts = [...timeline.mongodb()].map(({ startMs }) => startMs);

    // The wire may delay one and not the next: half a refill is allowed for that.
    for (const [index, startMs] of starts.entries()) {
      const fifthAfter = starts[index + 5];
      if (fifthAfter !== undefined)
        expect(fifthAfter - startMs).toBeGreaterThan(100 - refillMs / 2);
    }
    expect(starts.length).toBeGreaterThan(9);
  },
);

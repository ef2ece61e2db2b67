import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

const size = 2;
const refillMs = 100;

claim(
  "of any queries in a row, all but the two that the bucket holds have waited for a token",
  { holds: "rate-limit.ts", fails: "../test/twins/no-bucket.ts" },
  ({ timeline }) => {
    const starts = [...timeline.mongodb("find")].map(({ startMs }) => startMs);

    expect(starts).toHaveLength(8);
    for (const [first, firstMs] of starts.entries()) {
      for (const [last, lastMs] of starts.entries()) {
        const waited = last - first + 1 - size;
        // The wire may delay the first one and not the last: half a refill is allowed for that.
        if (waited > 0) expect(lastMs - firstMs).toBeGreaterThan((waited - 0.5) * refillMs);
      }
    }
  },
);

claim(
  "after a pause the bucket is full again: two queries begin together",
  { holds: "rate-limit.ts", fails: "../test/twins/pacer.ts" },
  ({ timeline }) => {
    const [sixth, seventh, eighth] = [...timeline.mongodb("find")].slice(5);

    if (!sixth || !seventh || !eighth) expect.fail("there are not eight queries");
    expect(sixth).toOverlap(seventh);
    expect(seventh).not.toOverlap(eighth);
  },
);

claim(
  "the full bucket lets two queries begin together at the start, and the third waits",
  { holds: "rate-limit.ts", fails: "../test/twins/one-at-a-time.ts" },
  ({ timeline }) => {
    const [first, second, third] = timeline.mongodb("find");

    if (!first || !second || !third) expect.fail("there are not three queries");
    expect(first).toOverlap(second);
    expect(third.startMs - first.startMs).toBeGreaterThan(refillMs / 2);
  },
);

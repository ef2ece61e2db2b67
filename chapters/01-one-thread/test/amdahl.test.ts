import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

// Long enough that the round trips decide, and not what else the machine does.
const latencyMs = 200;

claim(
  "every receipt is sent after its own charge",
  { holds: "amdahl.ts", fails: "../test/twins/receipts-first.ts", latencyMs },
  ({ timeline }) => {
    const charges = timeline.mongodb("update");
    const receipts = timeline.mongodb({ command: "insert", collection: "receipts" });

    expect(charges).toHaveCount(5);
    expect(receipts).toHaveCount(5);
    for (const [index, receipt] of receipts.toArray().entries()) {
      expect(receipt.startMs).toBeGreaterThanOrEqual(charges.at(index).endMs);
    }
  },
);

claim(
  "all ten steps take no less time than the serial part",
  { holds: "amdahl.ts", fails: "../test/twins/charges-together.ts", latencyMs },
  ({ timeline }) => {
    const charges = timeline.mongodb("update");

    expect(charges).toRunOneAfterAnother();
    expect(charges).toLastAtLeast(5 * (latencyMs - 1));
  },
);

claim(
  "a receipt is on its way while the next order is charged",
  { holds: "amdahl.ts", fails: "../test/twins/all-in-a-row.ts", latencyMs },
  ({ timeline }) => {
    const receipts = timeline.mongodb({ command: "insert", collection: "receipts" });

    expect(receipts).toOverlap(timeline.mongodb("update"));
  },
);

claim(
  "ten steps take fewer round trips than one after the other",
  { holds: "amdahl.ts", fails: "../test/twins/all-in-a-row.ts", latencyMs },
  ({ timeline }) => {
    const steps = timeline.mongodb("update").and(timeline.mongodb({ collection: "receipts" }));

    expect(steps).toHaveCount(10);
    // Five charges, and the receipt for the last of them.
    expect(steps).toChainAtMost(8);
  },
);

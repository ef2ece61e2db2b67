import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "ten documents by three are one find and three getMore, one after the other",
  { holds: "for-await-cursor.ts", fails: "../test/twins/one-batch.ts" },
  ({ timeline, latencyMs }) => {
    const commands = timeline.mongodb();

    expect(commands.map(({ command, documents }) => [command, documents])).toEqual([
      ["find", 3],
      ["getMore", 3],
      ["getMore", 3],
      ["getMore", 1],
    ]);
    expect(commands).toRunOneAfterAnother();
    expect(commands).toLastAtLeast(4 * (latencyMs - 1));
  },
);

claim(
  "the loop's body runs for all documents of a batch before the next batch arrives",
  { holds: "for-await-cursor.ts", fails: "to-array.ts", latencyMs: 150 },
  ({ timeline }) => {
    const lines = [...timeline.output()];
    // How many lines had been printed when each reply arrived.
    const printed = timeline
      .mongodb()
      .map(({ endMs }) => lines.filter(({ startMs }) => startMs < endMs).length);

    expect(lines).toHaveLength(10);
    expect(printed).toEqual([0, 3, 6, 9]);
  },
);

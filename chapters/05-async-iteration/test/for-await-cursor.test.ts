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
  "the loop's body runs for the documents of a batch before the next batch is asked for",
  { holds: "for-await-cursor.ts", fails: "to-array.ts" },
  ({ timeline }) => {
    const commandsAtDocument = timeline
      .output(/commands/)
      .names.map((line) => line.replace(/^.*commands \D+/, ""));

    expect(commandsAtDocument).toEqual(["1", "1", "1", "2", "2", "2", "3", "3", "3", "4"]);
  },
);

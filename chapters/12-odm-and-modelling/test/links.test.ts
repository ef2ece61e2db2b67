import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

const licenses = [
  "@mongodb-js/saslprep MIT",
  "bson Apache-2.0",
  "mongodb-connection-string-url Apache-2.0",
];

claim(
  "a loop over three links is 1 + 3 queries, each sent when the one before it is answered",
  { holds: "n-plus-one.ts", fails: "populate.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(licenses);
    expect(timeline.mongodb()).toHaveCount(1 + licenses.length);
    expect(timeline.mongodb().peak).toBe(1);
  },
);

claim(
  "populate is two queries, and the second waits for the names in the first",
  { holds: "populate.ts", fails: "n-plus-one.ts" },
  ({ output, timeline }) => {
    const queries = timeline.mongodb();

    expect(output.map(({ text }) => text)).toEqual(licenses);
    expect([...queries].map(({ command, documents }) => ({ command, documents }))).toEqual([
      { command: "find", documents: 1 },
      { command: "find", documents: 3 },
    ]);
    expect(queries.first.endMs).toBeLessThanOrEqual(queries.last.startMs);
  },
);

claim(
  "$lookup is one command whose reply has all linked documents",
  { holds: "lookup.ts", fails: "populate.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(licenses);
    expect(
      [...timeline.mongodb()].map(({ command, documents }) => ({ command, documents })),
    ).toEqual([{ command: "aggregate", documents: 3 }]);
  },
);

claim(
  "what is embedded comes with the one document",
  { holds: "embed.ts", fails: "n-plus-one.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(
      licenses.map((line) => line.slice(0, line.indexOf(" "))),
    );
    expect(
      [...timeline.mongodb()].map(({ command, documents }) => ({ command, documents })),
    ).toEqual([{ command: "find", documents: 1 }]);
  },
);

claim(
  "what is embedded and grows comes with every read of the document",
  { holds: "growing-document.ts", fails: "linked-releases.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["Apache-2.0 500 releases"]);
    expect(timeline.mongodb("find").first.replyBytes).toBeGreaterThan(500 * 40);
  },
);

claim(
  "with the releases apart, the page's reply stays small, and knows their number",
  { holds: "linked-releases.ts", fails: "growing-document.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["Apache-2.0 500 releases"]);
    expect(timeline.mongodb("find").first.replyBytes).toBeLessThan(5_000);
  },
);

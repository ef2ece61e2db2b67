import { expect, it } from "vitest";
import { layOutPicture } from "../src/index.ts";
import type { MongodbSpan } from "../src/index.ts";
import { run } from "./records/draw.ts";
import { command, record } from "./records/gather.ts";

const stream = (startMs: number, rest: Partial<MongodbSpan>) =>
  command({
    startMs,
    sentMs: startMs + 1,
    repliedMs: startMs + 8,
    endMs: startMs + 10,
    requestId: startMs,
    collection: "releases",
    ...rest,
  });

const open = (startMs: number, documents: number) =>
  stream(startMs, {
    command: "aggregate",
    name: "aggregate releases",
    documents,
    asked: { whole: "aggregate releases [{ $changeStream: {} }]" },
  });
const getMore = (startMs: number, documents: number) =>
  stream(startMs, {
    command: "getMore",
    name: "getMore releases",
    documents,
    awaitsData: true,
  });

function drawn(spans: MongodbSpan[]) {
  const rows = layOutPicture(run(record(spans))).panels.flatMap((panel) => panel.rows);
  return rows.flatMap((row) =>
    row.kind === "operation"
      ? [[row.label, row.value, row.bars.filter(({ kind }) => kind === "event").length]]
      : [],
  );
}

it("counts and marks an event that comes with the reply that opens a stream again", () => {
  const rows = drawn([open(0, 0), getMore(20, 1), open(40, 1), getMore(60, 1)]);

  expect(rows).toContainEqual(["events releases", "3 events", 2]);
  expect(rows.filter(([, , marks]) => marks === 1)).toHaveLength(1);
});

it("takes the documents of another aggregate for what they are", () => {
  const plain = stream(40, {
    command: "aggregate",
    name: "aggregate releases",
    documents: 5,
    asked: { whole: "aggregate releases [{ $match: {} }]" },
  });
  const rows = drawn([open(0, 0), getMore(20, 1), plain]);

  expect(rows).toContainEqual(["events releases", "1 event", 1]);
});

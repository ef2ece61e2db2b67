import type { Document, ResumeToken } from "mongodb";
import { expect, it } from "vitest";
import { failure, useDatabase } from "./database.ts";

const database = useDatabase();

const megabyte = 1024 * 1024;
const images = {
  fullDocument: "required",
  fullDocumentBeforeChange: "required",
  maxAwaitTimeMS: 20,
} as const;
const split = [{ $changeStreamSplitLargeEvent: {} }];

/** Makes one event of 27 MB between two small ones; returns the stream's place before them. */
async function makeLargeEvent(): Promise<ResumeToken> {
  const items = await database.db.createCollection<{ _id: number; text: string }>("items", {
    changeStreamPreAndPostImages: { enabled: true },
  });
  await items.insertOne({ _id: 1, text: "a".repeat(9 * megabyte) });
  await using stream = items.watch([]);
  await stream.tryNext();
  const start = stream.resumeToken;
  await items.insertOne({ _id: 2, text: "" });
  await items.updateOne({ _id: 1 }, { $set: { text: "b".repeat(9 * megabyte) } });
  await items.insertOne({ _id: 3, text: "" });
  return start;
}

const watch = (resumeAfter: ResumeToken, pipeline: Document[] = split, options: object = images) =>
  database.db.collection("items").watch(pipeline, { resumeAfter, ...options });

const fieldsOf = (event: Document) => Object.keys(event).toSorted();

it("an event above 16 MB comes in fragments where that was asked for, each with its own token", async () => {
  const start = await makeLargeEvent();
  await using stream = watch(start);

  const events: Document[] = [];
  while (events.length < 5) events.push(await stream.next());
  const tokens = events.map(({ _id }) => (_id as { _data: string })._data);
  const idsAfter = async (event: Document | undefined) => {
    await using again = watch(event?._id);
    const { splitEvent, documentKey } = (await again.next()) as Document;
    return (splitEvent ?? documentKey) as Document;
  };

  const [first, one, two, three, last] = events;
  expect(events.map(({ splitEvent }) => splitEvent as unknown)).toEqual([
    undefined,
    { fragment: 1, of: 3 },
    { fragment: 2, of: 3 },
    { fragment: 3, of: 3 },
    undefined,
  ]);
  expect([one, two, three].map((event) => fieldsOf(event ?? {}))).toEqual([
    [
      "_id",
      "clusterTime",
      "documentKey",
      "fullDocument",
      "ns",
      "operationType",
      "splitEvent",
      "wallTime",
    ],
    ["_id", "fullDocumentBeforeChange", "splitEvent"],
    ["_id", "splitEvent", "updateDescription"],
  ]);
  expect(tokens).toEqual([...new Set(tokens)].toSorted());
  expect(await idsAfter(first)).toEqual({ fragment: 1, of: 3 });
  expect(await idsAfter(one)).toEqual({ fragment: 2, of: 3 });
  expect(await idsAfter(two)).toEqual({ fragment: 3, of: 3 });
  expect(await idsAfter(three)).toEqual({ _id: 3 });
  expect(last).toMatchObject({ documentKey: { _id: 3 } });
});

it("an event above 16 MB ends a stream that was not asked to split, after those before it", async () => {
  const start = await makeLargeEvent();
  await using stream = watch(start, []);

  const first = await stream.next();
  const error = await failure(stream.next());

  expect(first).toMatchObject({ documentKey: { _id: 2 } });
  expect(error).toMatchObject({ code: 10334, codeName: "BSONObjectTooLarge" });
});

it("a fragment's token is of no use to a stream that would split the event in another way", async () => {
  const start = await makeLargeEvent();
  await using stream = watch(start);
  await stream.next();
  await stream.next();
  const fragment = await stream.next();

  const failureOf = async (pipeline: Document[], options: object = images) => {
    await using again = watch(fragment._id, pipeline, options);
    return await failure(again.next());
  };

  const fatal = { code: 280, codeName: "ChangeStreamFatalError" };
  expect(await failureOf([])).toMatchObject(fatal);
  expect(await failureOf(split, {})).toMatchObject(fatal);
  expect(
    await failureOf([
      { $project: { fullDocument: 0, "updateDescription.updatedFields": 0 } },
      ...split,
    ]),
  ).toMatchObject(fatal);
});

it("is told at once what is wrong with a stream's stages", async () => {
  const items = database.db.collection("items");
  const codeOf = async (...pipeline: Document[]) => {
    await using stream = items.watch(pipeline);
    return (await failure(stream.tryNext())).code;
  };

  expect(await codeOf({ $unsupported: "foo" })).toBe(40324);
  expect(await codeOf({ $match: { n: { $nonsense: 1 } } })).toBe(2);
  expect(await codeOf({ $limit: 1 })).toBe(20);
  expect(await codeOf({ $changeStream: {} })).toBe(40602);
  expect(await codeOf(...split, { $project: { fullDocument: 0 } })).toBe(7182802);
  expect(await codeOf({ $changeStreamSplitLargeEvent: { n: 1 } })).toBe(7182800);
  const error = await failure(items.aggregate(split).toArray());
  expect(error).toMatchObject({ code: 20 });
});

import type { Document } from "mongodb";
import { describe, expect, it } from "vitest";
import { failure, useDatabase } from "./database.ts";

const database = useDatabase();

const base = {
  _id: 1,
  n: 1,
  text: "abc",
  list: [1, 2, 3],
  parts: [
    { k: 1, v: "p" },
    { k: 2, v: "q" },
  ],
  inner: { x: 1, y: { z: 2 } },
};

type Thing = Document & { _id: number };

interface Case {
  filter?: Document;
  update: Document | Document[];
  options?: Document;
}

async function apply({ filter, update, options }: Case): Promise<Document | null> {
  const things = database.db.collection<Thing>("things");
  await things.insertOne({ ...base });
  await things.updateOne({ _id: 1, ...filter }, update, options);
  return things.findOne({ _id: 1 });
}

describe("update operators", () => {
  it.each<[string, Case, Document]>([
    [
      "$set at a path that is not there",
      { update: { $set: { "a.b.c": 1 } } },
      { ...base, a: { b: { c: 1 } } },
    ],
    [
      "$set beyond the end of an array",
      { update: { $set: { "list.4": 9 } } },
      { ...base, list: [1, 2, 3, null, 9] },
    ],
    [
      "$unset of an element",
      { update: { $unset: { "list.1": 1, "inner.x": 1 } } },
      { ...base, list: [1, null, 3], inner: { y: { z: 2 } } },
    ],
    [
      "$inc and $mul, missing fields too",
      { update: { $inc: { n: 2, more: 1 }, $mul: { "inner.x": 5, zero: 3 } } },
      { ...base, n: 3, inner: { x: 5, y: { z: 2 } }, more: 1, zero: 0 },
    ],
    [
      "$min and $max across types",
      { update: { $min: { n: "text" }, $max: { text: 5, "inner.x": 7 } } },
      { ...base, inner: { x: 7, y: { z: 2 } } },
    ],
    [
      "$rename into another document",
      { update: { $rename: { n: "inner.n", "inner.x": "x" } } },
      (({ n: _, ...rest }) => ({ ...rest, inner: { y: { z: 2 }, n: 1 }, x: 1 }))(base),
    ],
    ["$rename of what is not there", { update: { $rename: { none: "made.n" } } }, base],
    [
      "$rename onto a field that is there",
      { update: { $rename: { text: "n" } } },
      (({ text, ...rest }) => ({ ...rest, n: text }))(base),
    ],
    [
      "$push with position, sort and slice",
      { update: { $push: { list: { $each: [0, 9], $position: 1, $sort: -1, $slice: 4 } } } },
      { ...base, list: [9, 3, 2, 1] },
    ],
    [
      "$push sorted by a field",
      { update: { $push: { parts: { $each: [{ k: 0 }], $sort: { k: -1 } } } } },
      { ...base, parts: [{ k: 2, v: "q" }, { k: 1, v: "p" }, { k: 0 }] },
    ],
    [
      "$addToSet of each",
      { update: { $addToSet: { list: { $each: [3, 4, 4] }, fresh: "a" } } },
      { ...base, list: [1, 2, 3, 4], fresh: ["a"] },
    ],
    ["$pop from the front", { update: { $pop: { list: -1 } } }, { ...base, list: [2, 3] }],
    [
      "$pull by a condition",
      { update: { $pull: { list: { $gte: 2 }, parts: { k: 1 } } } },
      { ...base, list: [1], parts: [{ k: 2, v: "q" }] },
    ],
    ["$pullAll", { update: { $pullAll: { list: [1, 3] } } }, { ...base, list: [2] }],
    ["$bit", { update: { $bit: { n: { or: 6, and: 5 } } } }, { ...base, n: 5 }],
    [
      "the positional $",
      { filter: { list: { $gt: 1 } }, update: { $set: { "list.$": 20 } } },
      { ...base, list: [1, 20, 3] },
    ],
    [
      "the positional $ in documents",
      { filter: { "parts.k": 2 }, update: { $set: { "parts.$.v": "Q" } } },
      {
        ...base,
        parts: [
          { k: 1, v: "p" },
          { k: 2, v: "Q" },
        ],
      },
    ],
    [
      "the positional $ of $elemMatch",
      { filter: { parts: { $elemMatch: { k: 2, v: "q" } } }, update: { $inc: { "parts.$.k": 5 } } },
      {
        ...base,
        parts: [
          { k: 1, v: "p" },
          { k: 7, v: "q" },
        ],
      },
    ],
    [
      "$[] on all elements",
      { update: { $inc: { "parts.$[].k": 10 } } },
      {
        ...base,
        parts: [
          { k: 11, v: "p" },
          { k: 12, v: "q" },
        ],
      },
    ],
    [
      "$[identifier] on some",
      {
        update: { $set: { "list.$[big]": 0, "parts.$[p].v": "P" } },
        options: { arrayFilters: [{ big: { $gte: 2 } }, { "p.k": 1 }] },
      },
      {
        ...base,
        list: [1, 0, 0],
        parts: [
          { k: 1, v: "P" },
          { k: 2, v: "q" },
        ],
      },
    ],
    [
      "a pipeline that sees its own results",
      {
        update: [
          { $set: { sum: { $sum: "$list" } } },
          { $set: { twice: { $multiply: ["$sum", 2] } } },
          { $unset: ["parts", "list"] },
        ],
      },
      { _id: 1, n: 1, text: "abc", inner: base.inner, sum: 6, twice: 12 },
    ],
    [
      "a pipeline that replaces all but the _id",
      { update: [{ $replaceWith: { only: "$inner.y.z" } }] },
      { _id: 1, only: 2 },
    ],
  ])("%s", async (_, given, expected) => {
    expect(await apply(given)).toEqual(expected);
  });

  it("add new fields in the order of their names, numbers as numbers", async () => {
    const document = await apply({ update: { $set: { b: 1, a: 1, "z.10": 1, "z.9": 1 } } });

    expect(Object.keys(document ?? {}).slice(-3)).toEqual(["a", "b", "z"]);
    expect(Object.keys((document as { z: Document }).z)).toEqual(["9", "10"]);
  });

  it.each<[string, Case, number, string]>([
    [
      "$inc of a text",
      { update: { $inc: { text: 1 } } },
      14,
      "Cannot apply $inc to a value of non-numeric type. {_id: 1} has the field 'text' of non-numeric type string",
    ],
    [
      "$inc by a text",
      { update: { $inc: { n: "x" } } },
      14,
      'Cannot increment with non-numeric argument: {n: "x"}',
    ],
    [
      "$push to a text",
      { update: { $push: { text: 1 } } },
      2,
      "The field 'text' must be an array but is of type string in document {_id: 1}",
    ],
    ["$pop of 2", { update: { $pop: { list: 2 } } }, 9, "$pop expects 1 or -1, found: 2"],
    [
      "a path through a text",
      { update: { $set: { "text.x": 1 } } },
      28,
      "Cannot create field 'x' in element {text: \"abc\"}",
    ],
    [
      "$rename through a text",
      { update: { $rename: { "text.x": "y" } } },
      28,
      'Cannot use the part (x) of (text.x) to traverse the element ({text: "abc"})',
    ],
    [
      "$rename of an array's element",
      { update: { $rename: { "list.0": "first" } } },
      2,
      "The source field cannot be an array element, 'list.0' in doc with _id: 1 has an array field called 'list'",
    ],
    [
      "$rename to an array's element",
      { update: { $rename: { n: "list.0" } } },
      2,
      "The destination field cannot be an array element, 'list.0' in doc with _id: 1 has an array field called 'list'",
    ],
    [
      "$rename of two fields into each other's places",
      { update: { $rename: { n: "text", text: "n" } } },
      40,
      "Updating the path 'n' would create a conflict at 'n'",
    ],
    [
      "one path twice",
      { update: { $set: { n: 1 }, $inc: { n: 1 } } },
      40,
      "Updating the path 'n' would create a conflict at 'n'",
    ],
    [
      "a path inside another",
      { update: { $set: { inner: 1, "inner.x": 1 } } },
      40,
      "Updating the path 'inner.x' would create a conflict at 'inner'",
    ],
    [
      "an operator that does not exist",
      { update: { $frob: { a: 1 } } },
      9,
      "Unknown modifier: $frob. Expected a valid update modifier or pipeline-style update specified as an array",
    ],
    [
      "the positional $ without a match",
      { update: { $set: { "list.$": 1 } } },
      2,
      "The positional operator did not find the match needed from the query.",
    ],
    [
      "an identifier without a filter",
      { update: { $set: { "list.$[e]": 1 } } },
      2,
      "No array filter found for identifier 'e' in path 'list.$[e]'",
    ],
    [
      "a filter without an identifier",
      { update: { $set: { "list.$[e]": 1 } }, options: { arrayFilters: [{ e: 1 }, { f: 1 }] } },
      9,
      "The array filter for identifier 'f' was not used in the update { $set: { list.$[e]: 1 } }",
    ],
    [
      "$[] on a text",
      { update: { $set: { "text.$[]": 1 } } },
      2,
      'Cannot apply array updates to non-array element text: "abc"',
    ],
    [
      "a stage that updates can't have",
      { update: [{ $match: {} }] },
      72,
      "$match is not allowed to be used within an update",
    ],
    ["an empty path", { update: { $set: { "": 1 } } }, 56, "An empty update path is not valid."],
  ])("refuse %s", async (_, given, code, message) => {
    expect(await failure(apply(given))).toMatchObject({ code, message });
    expect(await database.db.collection<Thing>("things").findOne()).toEqual(base);
  });
});

describe("upserts", () => {
  it("take over what the filter wants to be equal", async () => {
    const things = database.db.collection<Thing>("things");

    await things.updateOne(
      { _id: 7, "a.b": 1, c: { $eq: 2 }, d: { $gt: 3 }, $and: [{ e: 5 }], f: { $in: [1] } },
      { $set: { g: 1 } },
      { upsert: true },
    );

    expect(await things.findOne()).toEqual({ _id: 7, a: { b: 1 }, c: 2, e: 5, f: 1, g: 1 });
  });

  it("refuse a filter that wants one field to be two things", async () => {
    const things = database.db.collection<Thing>("things");

    const error = await failure(
      things.updateOne({ $and: [{ a: 1 }, { a: 2 }] }, { $set: { b: 1 } }, { upsert: true }),
    );

    expect(error).toMatchObject({
      code: 54,
      message: "cannot infer query fields to set, path 'a' is matched twice",
    });
  });
});

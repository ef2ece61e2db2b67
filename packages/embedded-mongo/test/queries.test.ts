import { Decimal128, Double, Long, MaxKey, MinKey, type Document, type Filter } from "mongodb";
import { beforeEach, describe, expect, it } from "vitest";
import { failure, useDatabase } from "./database.ts";

const database = useDatabase();

type Thing = Document & { _id: number };

const things: Thing[] = [
  {
    _id: 1,
    a: 1,
    s: "apple",
    t: [1, 2, 3],
    n: {
      x: 1,
      y: [
        { k: 1, v: "p" },
        { k: 2, v: "q" },
      ],
    },
    d: new Date(0),
  },
  { _id: 2, a: 2.5, s: "Banana", t: [], n: { x: 2 } },
  { _id: 3, a: null, s: "cherry", t: [5, [6]], n: null },
  { _id: 4, s: "date", t: "x", n: { x: 3, y: { k: 1 } } },
  { _id: 5, a: Long.fromString("9007199254740993"), s: "élan", t: [1, { k: 1 }] },
  { _id: 6, a: "str", s: "fig", t: [null] },
  { _id: 7, a: [1, 5], s: "Apple" },
  { _id: 8, a: new Double(1), s: "kiwi", b: true },
  { _id: 9, a: Decimal128.fromString("1.0"), s: "zoo" },
  { _id: 10, a: { x: 1 }, b: false },
];

beforeEach(async () => {
  await database.db.collection<Thing>("things").insertMany(things);
});

async function idsOf(filter: Document, options: Document = {}): Promise<number[]> {
  const collection = database.db.collection<Thing>("things");
  const found = await collection
    .find(filter as Filter<Thing>, { sort: { _id: 1 }, ...options })
    .toArray();
  return found.map(({ _id }) => _id);
}

describe("filters", () => {
  it.each<[Document, number[]]>([
    [{ a: 1 }, [1, 7, 8, 9]],
    [{ a: Long.fromString("9007199254740992") }, []],
    [{ a: Long.fromString("9007199254740993") }, [5]],
    [{ a: { $gt: 1 } }, [2, 5, 7]],
    [{ a: { $gte: [1, 4] } }, [7]],
    [{ a: null }, [3, 4]],
    [{ a: { $ne: 1 } }, [2, 3, 4, 5, 6, 10]],
    [{ a: { $in: [1, null] } }, [1, 3, 4, 7, 8, 9]],
    [{ a: { $nin: [1, null] } }, [2, 5, 6, 10]],
    [{ a: { $exists: false } }, [4]],
    [{ a: { $gt: new MinKey() } }, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    [{ a: { $lt: new MaxKey() } }, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    [{ a: { x: 1 } }, [10]],
    [{ a: { $not: { $gt: 1 } } }, [1, 3, 4, 6, 8, 9, 10]],
    [{ a: { $mod: [2, 1] } }, [1, 5, 7, 8, 9]],
    [{ a: { $bitsAllSet: [0] } }, [1, 5, 7, 8, 9]],
    [{ s: /^a/i }, [1, 7]],
    [{ s: { $in: [/^k/, "fig"] } }, [6, 8]],
    [{ s: { $regex: "^A", $options: "i" } }, [1, 7]],
    [{ s: { $gt: "d" } }, [4, 5, 6, 8, 9]],
    [{ t: [] }, [2]],
    [{ t: [5, [6]] }, [3]],
    [{ t: [6] }, [3]],
    [{ t: 6 }, []],
    [{ t: null }, [6, 7, 8, 9, 10]],
    [{ t: { $size: 3 } }, [1]],
    [{ t: { $all: [1, 2] } }, [1]],
    [{ t: { $elemMatch: { $gt: 1, $lt: 3 } } }, [1]],
    [{ "t.0": 1 }, [1, 5]],
    [{ "t.k": 1 }, [5]],
    [{ "n.y.k": 1 }, [1, 4]],
    [{ "n.y": { $elemMatch: { k: 1, v: "q" } } }, []],
    [{ "n.y.k": 1, "n.y.v": "q" }, [1]],
    [{ "n.y.0.k": 1 }, [1]],
    [{ "n.x": { $exists: true } }, [1, 2, 4]],
    [{ $or: [{ b: true }, { "n.x": { $gt: 2 } }] }, [4, 8]],
    [{ $nor: [{ a: 1 }, { a: { $gt: 1 } }, { a: null }] }, [6, 10]],
    [{ $expr: { $gt: ["$n.x", 1] } }, [2, 4]],
    [{ $expr: { $eq: ["$a", 1] } }, [1, 8, 9]],
    [{ $jsonSchema: { required: ["b"], properties: { a: { bsonType: "double" } } } }, [8]],
    [{ _id: { $in: [1, 2, 99] } }, [1, 2]],
  ])("%o", async (filter, ids) => {
    expect(await idsOf(filter)).toEqual(ids);
  });

  it("compare texts by a collation", async () => {
    const collation = { locale: "en", strength: 2 };

    expect(await idsOf({ s: "APPLE" }, { collation })).toEqual([1, 7]);
    expect(await idsOf({ s: "elan" }, { collation: { locale: "fr", strength: 1 } })).toEqual([5]);
    expect(await idsOf({ s: { $lt: "CHERRY" } }, { collation })).toEqual([1, 2, 7]);
    expect(await idsOf({ s: { $exists: true } }, { collation, sort: { s: 1, _id: 1 } })).toEqual([
      1, 7, 2, 3, 4, 5, 6, 8, 9,
    ]);
    expect(await idsOf({ s: { $exists: true } }, { sort: { s: 1, _id: 1 } })).toEqual([
      7, 2, 1, 3, 4, 6, 8, 9, 5,
    ]);
  });

  it("take constants from let", async () => {
    expect(
      await idsOf({ $expr: { $eq: ["$n.x", "$$wanted"] } }, { let: { wanted: { $add: [1, 2] } } }),
    ).toEqual([4]);
  });

  it.each<[Document, number, string]>([
    [{ a: { $foo: 1 } }, 2, "unknown operator: $foo"],
    [
      { $foo: 1 },
      2,
      "unknown top level operator: $foo. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.",
    ],
    [{ $or: [] }, 2, "$and/$or/$nor must be a nonempty array"],
    [{ a: { $in: 1 } }, 2, "$in needs an array"],
    [{ a: { $in: [{ $gt: 1 }] } }, 2, "cannot nest $ under $in"],
    [
      { a: { $size: -1 } },
      2,
      "Failed to parse $size. Expected a non-negative number in: $size: -1",
    ],
    [{ a: { $mod: [0, 1] } }, 2, "divisor cannot be 0"],
    [{ a: { $not: 1 } }, 2, "$not needs a regex or a document"],
    [{ a: { $elemMatch: 1 } }, 2, "$elemMatch needs an Object"],
    [{ a: { $elemMatch: { $expr: true } } }, 2, "unknown operator: $expr"],
    [
      { a: { $elemMatch: { b: 1, $expr: true } } },
      2,
      "$expr can only be applied to the top-level document",
    ],
    [{ a: { $all: [{ $elemMatch: { b: 1 } }, 5] } }, 2, "$all/$elemMatch has to be consistent"],
    [{ a: { $all: [5, { $elemMatch: { b: 1 } }] } }, 2, "$all/$elemMatch has to be consistent"],
    [{ a: { $type: "foo" } }, 2, "Unknown type name alias: foo"],
    [{ a: { $options: "i" } }, 2, "$options needs a $regex"],
    [{ $expr: { $foo: 1 } }, 168, "Unrecognized expression '$foo'"],
    [{ $jsonSchema: { foo: 1 } }, 9, "Unknown $jsonSchema keyword: foo"],
  ])("are refused: %o", async (filter, code, message) => {
    expect(await failure(idsOf(filter))).toMatchObject({ code, message });
  });
});

describe("projections", () => {
  const [first] = things;

  it.each<[Document, Document]>([
    [{ a: 1 }, { _id: 1, a: 1 }],
    [{ a: 1, _id: 0 }, { a: 1 }],
    [
      { t: 0, n: 0, d: 0 },
      { _id: 1, a: 1, s: "apple" },
    ],
    [{ "n.y.k": 1 }, { _id: 1, n: { y: [{ k: 1 }, { k: 2 }] } }],
    [{ n: { x: 1 } }, { _id: 1, n: { x: 1 } }],
    [
      { "n.y": 0, t: 0, d: 0 },
      { _id: 1, a: 1, s: "apple", n: { x: 1 } },
    ],
    [
      { t: { $slice: [1, 1] }, n: 0, d: 0 },
      { _id: 1, a: 1, s: "apple", t: [2] },
    ],
    [{ t: { $elemMatch: { $gt: 1 } } }, { _id: 1, t: [2] }],
    [{ "n.y.$": 1 }, { _id: 1, n: { y: [{ k: 2, v: "q" }] } }],
    [
      { sum: { $sum: "$t" }, upper: { $toUpper: "$s" }, "n.z": "$a" },
      { _id: 1, n: { z: 1 }, sum: 6, upper: "APPLE" },
    ],
    [
      { _id: 0, copy: "$s", fixed: { $literal: 5 } },
      { copy: "apple", fixed: 5 },
    ],
  ])("%o", async (projection, expected) => {
    const collection = database.db.collection<Thing>("things");

    const found = await collection.findOne({ _id: 1, "n.y.k": 2 } as Filter<Thing>, { projection });

    expect(found).toEqual(expected);
    expect(first?._id).toBe(1);
  });

  it.each<[Document, number, string]>([
    [{ a: 1, b: 0 }, 31254, "Cannot do exclusion on field b in inclusion projection"],
    [{ a: 0, b: 1 }, 31253, "Cannot do inclusion on field b in exclusion projection"],
    [{ a: 1, "a.b": 1 }, 31249, "Path collision at a.b remaining portion b"],
    [{ "a.b": 1, a: 1 }, 31250, "Path collision at a"],
    [{ a: { $frob: 1 } }, 168, "Unrecognized expression '$frob'"],
  ])("are refused: %o", async (projection, code, message) => {
    const collection = database.db.collection<Thing>("things");

    expect(await failure(collection.find({}, { projection }).toArray())).toMatchObject({
      code,
      message,
    });
  });
});

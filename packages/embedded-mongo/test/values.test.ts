import {
  BSON,
  Binary,
  BSONRegExp,
  Code,
  Decimal128,
  Double,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  UUID,
  type Document,
} from "bson";
import { describe, expect, it } from "vitest";
import { compareValues } from "../src/bson/compare.ts";
import { invertKey, keyOf } from "../src/bson/key.ts";
import { useDatabase } from "./database.ts";

const database = useDatabase();

/** One of each type, and several where their order is not obvious; ascending. */
const ascending: unknown[] = [
  new MinKey(),
  null,
  Number.NaN,
  -Infinity,
  Long.MIN_VALUE,
  -1e18,
  Long.fromString("-9007199254740993"),
  -9007199254740992,
  -2.5,
  new Double(-1),
  Decimal128.fromString("-0.1"),
  0,
  Number.MIN_VALUE,
  Decimal128.fromString("0.1"),
  0.1,
  1,
  Decimal128.fromString("1.00000000000000000000000000000001"),
  2,
  9007199254740992,
  Long.fromString("9007199254740993"),
  9007199254740994,
  Long.MAX_VALUE,
  Decimal128.fromString("1E300"),
  Infinity,
  "",
  "B",
  "a",
  "a\0",
  "aa",
  "é",
  "\uffff",
  "😀",
  {},
  { a: 1 },
  { a: 1, b: 1 },
  { a: 2 },
  { b: 0 },
  { a: "x" },
  [],
  [1, 2],
  [1, 2, 0],
  [2],
  ["a"],
  new Binary(Buffer.from("z"), 0),
  new Binary(Buffer.from("aa"), 0),
  new Binary(Buffer.from("aa"), 5),
  new ObjectId("000000000000000000000001"),
  new ObjectId("0000000000000000000000ff"),
  false,
  true,
  new Date(-5),
  new Date(0),
  new Date(86_400_000),
  new Timestamp({ t: 1, i: 2 }),
  new Timestamp({ t: 2, i: 1 }),
  new BSONRegExp("a", ""),
  new BSONRegExp("b", ""),
  new Code("a"),
  new MaxKey(),
];

const positions = ascending.map((_, index) => index);

describe("the order of values", () => {
  it("is the same by comparison, by key and by inverted key, for every pair", () => {
    const wrong = positions.flatMap((left) =>
      positions.flatMap((right) => {
        const expected = Math.sign(left - right);
        const [a, b] = [keyOf(ascending[left]), keyOf(ascending[right])];
        const found = [
          Math.sign(compareValues(ascending[left], ascending[right])),
          a < b ? -1 : a > b ? 1 : 0,
          invertKey(a) < invertKey(b) ? 1 : invertKey(a) > invertKey(b) ? -1 : 0,
        ];
        return found.every((order) => order === expected) ? [] : [{ left, right, found }];
      }),
    );

    expect(wrong).toEqual([]);
  });

  it("is that of a sort, from the collection as from an index, forwards as backwards", async () => {
    const values = database.db.collection<{ _id: number; v: unknown }>("values");
    // Arrays sort by an element, so they are left to the comparison above.
    const single = positions.filter((position) => !Array.isArray(ascending[position]));
    const shuffled = single.toSorted((a, b) => ((a * 7919) % 61) - ((b * 7919) % 61));
    await values.insertMany(shuffled.map((_id) => ({ _id, v: ascending[_id] })));
    const ids = async (direction: 1 | -1): Promise<number[]> =>
      (
        await values
          .find({}, { projection: { _id: 1 } })
          .sort({ v: direction })
          .toArray()
      ).map(({ _id }) => _id);

    const scanned = [await ids(1), await ids(-1)];
    await values.createIndex({ v: 1 });
    const indexed = [await ids(1), await ids(-1)];

    expect(scanned).toEqual([single, single.toReversed()]);
    expect(indexed).toEqual([single, single.toReversed()]);
  });

  it("calls numbers of all kinds equal that have the same value", async () => {
    const same = [
      1,
      new Double(1),
      Long.ONE,
      Decimal128.fromString("1"),
      Decimal128.fromString("1.000"),
    ];

    expect(new Set(same.map((value) => keyOf(value))).size).toBe(1);
    expect(same.map((value) => compareValues(value, 1))).toEqual([0, 0, 0, 0, 0]);
    expect(keyOf(-0)).toBe(keyOf(0));
  });
});

describe("types", () => {
  it("come back as they went in", async () => {
    const values = database.db.collection<{ _id: number; value: unknown }>("values");
    const sent: unknown[] = [
      1,
      new Double(1),
      new Double(-0),
      1.5,
      Long.ONE,
      Long.MAX_VALUE,
      Decimal128.fromString("0.10"),
      new Binary(Buffer.from("x"), 128),
      new UUID("01234567-89ab-4def-8123-456789abcdef"),
      new Timestamp({ t: 5, i: 6 }),
      new BSONRegExp("^a", "i"),
      new Code("x", { y: 1 }),
      { $ref: "c", $id: 1, $db: "d", more: 2 },
      new Date(5),
      [[]],
      {},
      null,
      new MinKey(),
      new MaxKey(),
    ];
    await values.insertMany(
      sent.map((value, _id) => ({ _id, value })),
      { ignoreUndefined: true },
    );
    await values.updateMany({}, { $set: { touched: true } });

    const raw = { raw: true, sort: { _id: 1 } } as const;
    const found = (await values.find({}, raw).toArray()) as unknown as Buffer[];
    const expected = sent.map((value, _id) =>
      Buffer.from(serialized({ _id, value, touched: true })),
    );

    expect(found.map((bytes) => Buffer.from(bytes).toString("hex"))).toEqual(
      expected.map((bytes) => bytes.toString("hex")),
    );
  });

  it("leave a document that looks like a reference a document", async () => {
    const values = database.db.collection("values");

    await values.insertOne({ _id: 1, $ref: "c", $id: 2 } as Document);

    expect(
      await values.findOne(
        { $expr: { $eq: [{ $getField: { $literal: "$id" } }, 2] } },
        { raw: true },
      ),
    ).toEqual(Buffer.from(BSON.serialize({ _id: 1, $ref: "c", $id: 2 })));
  });

  it("are told apart by $type", async () => {
    const values = database.db.collection<{ _id: number; v?: unknown }>("values");
    await values.insertMany([
      { _id: 1, v: 1 },
      { _id: 2, v: new Double(1) },
      { _id: 3, v: Long.ONE },
      { _id: 4, v: Decimal128.fromString("1") },
      { _id: 5, v: null },
      { _id: 6 },
      { _id: 7, v: ["a", 2] },
    ]);
    const names = [
      "int",
      "double",
      "long",
      "decimal",
      "number",
      "null",
      "array",
      "string",
      16,
    ] as const;

    const found: Document = {};
    for (const name of names) {
      const matches = await values
        .find({ v: { $type: name } })
        .sort({ _id: 1 })
        .toArray();
      found[name] = matches.map(({ _id }) => _id);
    }

    expect(found).toEqual({
      16: [1, 7],
      int: [1, 7],
      double: [2],
      long: [3],
      decimal: [4],
      number: [1, 2, 3, 4, 7],
      null: [5],
      array: [7],
      string: [7],
    });
  });

  it("follow the server's rules in arithmetic", async () => {
    const values = database.db.collection<{ _id: number; v: unknown }>("values");
    const steps: [unknown, unknown][] = [
      [2147483647, 1],
      [1, new Double(1)],
      [1, Long.ONE],
      [Long.fromString("9007199254740993"), 1],
      [Decimal128.fromString("0.1"), Decimal128.fromString("0.2")],
      [0.1, 0.2],
    ];
    await values.insertMany(steps.map(([v], _id) => ({ _id, v })));

    for (const [_id, [, by]] of steps.entries())
      await values.updateOne({ _id }, { $inc: { v: by } } as Document);

    const found = await values
      .find({}, { promoteValues: false, promoteLongs: false })
      .sort({ _id: 1 })
      .toArray();
    expect(found.map(({ v }) => `${(v as { _bsontype: string })._bsontype} ${String(v)}`)).toEqual([
      "Long 2147483648",
      "Double 2",
      "Long 2",
      "Long 9007199254740994",
      "Decimal128 0.3",
      "Double 0.30000000000000004",
    ]);
  });
});

function serialized(document: Document): Uint8Array {
  return BSON.serialize(document);
}

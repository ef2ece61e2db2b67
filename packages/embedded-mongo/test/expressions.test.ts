import { BSONRegExp, Decimal128, Double, Long, type Document, type UpdateFilter } from "mongodb";
import { describe, expect, it } from "vitest";
import { failure, useDatabase } from "./database.ts";

const database = useDatabase();

/** Evaluates on `document`, and tells the types of numbers, too. */
async function valueOf(expression: unknown, document: Document = {}): Promise<unknown> {
  const [result] = await database.db
    .aggregate(
      [{ $documents: [{ $literal: document }] }, { $replaceWith: { value: expression } }],
      { promoteValues: false, bsonRegExp: true },
    )
    .toArray();
  return plain(result?.value);
}

/** Ints as numbers; doubles, longs and decimals as what they are. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if ("_bsontype" in value) return value._bsontype === "Int32" ? Number(value) : value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, plain(field)]));
}

function decimal(digits: string): Decimal128 {
  return Decimal128.fromString(digits);
}

async function codeOf(expression: unknown, document?: Document): Promise<unknown> {
  return Number((await failure(valueOf(expression, document))).code);
}

describe("paths and variables", () => {
  it.each<[unknown, Document, unknown]>([
    ["$a.b", { a: [{ b: 1 }, {}, 5, [{ b: 2 }], { b: [3] }] }, [1, [3]]],
    ["$a.0", { a: [1, 2] }, []],
    ["$a.b", { a: 5 }, undefined],
    ["$$NOW.x", {}, undefined],
    [{ $let: { vars: { CURRENT: "$o" }, in: "$v" } }, { o: { v: 5 } }, 5],
    [
      { $let: { vars: { a: 1 }, in: [{ $let: { vars: { a: 2 }, in: "$$a" } }, "$$a"] } },
      {},
      [2, 1],
    ],
    [
      {
        $map: {
          input: [1, 2],
          in: {
            $add: [
              { $reduce: { input: [10], initialValue: 0, in: { $add: ["$$value", "$$this"] } } },
              "$$this",
            ],
          },
        },
      },
      {},
      [11, 12],
    ],
    [{ $getField: { field: "a", input: null } }, {}, null],
    [{ $getField: { field: { $literal: "$a" }, input: { $literal: { $a: 1 } } } }, {}, 1],
  ])("%j on %j is %j", async (expression, document, value) => {
    const found = await valueOf(expression, document);

    expect(found).toEqual(value);
  });

  it.each<[unknown, number]>([
    ["$$this", 17276],
    ["$a..b", 15998],
    [{ $let: { vars: { A: 1 }, in: 1 } }, 9],
    [{ $map: { input: [1], as: "V", in: 1 } }, 9],
    [{ $map: { input: "a", in: 1 } }, 16883],
    [{ $filter: { input: [1], cond: true, limit: 0 } }, 327392],
    [{ $reduce: { input: 5, initialValue: 1, in: 1 } }, 40080],
    [{ $cond: { if: 1, else: 1 } }, 17081],
    [{ $ifNull: [1] }, 1257300],
    [{ $switch: { branches: [] } }, 40068],
    [{ $switch: { branches: [{ case: false }] } }, 40065],
    [{ $setField: { field: "a", input: 5, value: 1 } }, 4161105],
  ])("%j fails with %i", async (expression, code) => {
    const found = await codeOf(expression);

    expect(found).toBe(code);
  });

  it("a zero of any kind is false, NaN is true", async () => {
    const found = await valueOf([
      { $or: [new Double(0), Long.ZERO, "$missing"] },
      { $or: [Number.NaN] },
      { $and: "$missing" },
      { $cond: [new Double(0), 1, 2] },
      { $filter: { input: [new Double(0), "", null, 1], cond: "$$this" } },
    ]);

    expect(found).toEqual([false, true, false, 2, ["", 1]]);
  });
});

describe("texts", () => {
  it.each<[unknown, unknown]>([
    [{ $substrBytes: ["aéb", 1, 2] }, "é"],
    [{ $substr: ["abc", 1, -1] }, "bc"],
    [{ $substr: ["abc", 9, 2] }, ""],
    [{ $substrCP: [123, 0, 2] }, "12"],
    [{ $strcasecmp: [null, "a"] }, -1],
    [{ $trim: { input: "a", chars: null } }, null],
    [{ $indexOfBytes: ["éa", "a"] }, 2],
    [{ $replaceOne: { input: "a.a", find: ".", replacement: { $literal: "$&" } } }, "a$&a"],
    [{ $regexFind: { input: "😀b", regex: "b" } }, { match: "b", idx: 1, captures: [] }],
    [
      { $regexFindAll: { input: "ab", regex: "" } },
      [
        { match: "", idx: 0, captures: [] },
        { match: "", idx: 1, captures: [] },
      ],
    ],
    [{ $regexMatch: { input: "A", regex: new BSONRegExp("a"), options: "i" } }, true],
  ])("%j is %j", async (expression, value) => {
    const found = await valueOf(expression);

    expect(found).toEqual(value);
  });

  it.each<[unknown, number]>([
    [{ $concat: ["a", 1] }, 16702],
    [{ $toLower: true }, 16007],
    [{ $strLenCP: null }, 34471],
    [{ $substrBytes: ["aéb", 2, 2] }, 28656],
    [{ $substrCP: ["abc", 0, -1] }, 34454],
    [{ $split: ["a", ""] }, 40087],
    [{ $trim: { input: 5 } }, 50699],
    [{ $replaceAll: { input: 5, find: "a", replacement: "b" } }, 51746],
    [{ $indexOfCP: ["abc", "b", -1] }, 40097],
    [{ $regexMatch: { input: 5, regex: "a" } }, 51104],
    [{ $regexMatch: { input: "a", regex: "(" } }, 51111],
    [{ $regexMatch: { input: "a", regex: new BSONRegExp("a", "i"), options: "i" } }, 51107],
  ])("%j fails with %i", async (expression, code) => {
    const found = await codeOf(expression);

    expect(found).toBe(code);
  });
});

describe("dates", () => {
  const at = new Date("2024-02-29T13:45:30.123Z");
  const inNewYork = { timezone: "America/New_York" };
  const day = (text: string): Date => new Date(`${text}T00:00:00Z`);

  it.each<[unknown, unknown]>([
    [{ $week: at }, 8],
    [{ $week: day("2023-01-01") }, 1],
    [{ $isoWeekYear: day("2021-01-03") }, Long.fromNumber(2020)],
    [{ $hour: { date: at, timezone: null } }, null],
    [{ $dateToString: { date: at, format: "%U %V %w %%" } }, "08 09 5 %"],
    [{ $dateToString: { date: at, ...inNewYork } }, "2024-02-29T08:45:30.123"],
    [
      { $dateFromParts: { year: 2024, minute: 90, ...inNewYork } },
      new Date("2024-01-01T06:30:00Z"),
    ],
    [{ $dateFromParts: { isoWeekYear: 2024, isoWeek: 9, isoDayOfWeek: 4 } }, day("2024-02-29")],
    [{ $dateFromParts: { year: 2024, month: null } }, null],
    [{ $dateFromParts: { year: 50 } }, day("0050-01-01")],
    [
      { $dateFromString: { dateString: "2024-02-29T10:00:00+0100" } },
      new Date("2024-02-29T09:00:00Z"),
    ],
    [{ $dateFromString: { dateString: "29.2.2024", format: "%d.%m.%Y" } }, day("2024-02-29")],
    [{ $dateFromString: { dateString: "x", onError: "none" } }, "none"],
    [{ $dateAdd: { startDate: day("2024-01-31"), unit: "month", amount: 1 } }, day("2024-02-29")],
    [{ $dateAdd: { startDate: day("2024-02-29"), unit: "year", amount: 1 } }, day("2025-02-28")],
    [
      {
        $dateAdd: {
          startDate: new Date("2024-03-09T12:00:00Z"),
          unit: "day",
          amount: 1,
          ...inNewYork,
        },
      },
      new Date("2024-03-10T11:00:00Z"),
    ],
    [{ $dateAdd: { startDate: null, unit: "hour", amount: 1 } }, null],
    [
      { $dateSubtract: { startDate: day("2024-03-31"), unit: "month", amount: 1 } },
      day("2024-02-29"),
    ],
    [
      { $dateDiff: { startDate: day("2024-02-03"), endDate: day("2024-02-04"), unit: "week" } },
      Long.ONE,
    ],
    [{ $dateDiff: { startDate: null, endDate: at, unit: "day" } }, null],
    [
      {
        $dateDiff: {
          startDate: day("2024-03-09"),
          endDate: day("2024-03-11"),
          unit: "hour",
          ...inNewYork,
        },
      },
      Long.fromNumber(48),
    ],
  ])("%j is %j", async (expression, value) => {
    const found = await valueOf(expression);

    expect(found).toEqual(value);
  });

  it.each<[unknown, number]>([
    [{ $hour: { date: at, timezone: "Nowhere/Town" } }, 40485],
    [{ $hour: { date: at, zone: "UTC" } }, 40535],
    [{ $dateToString: { date: at, format: "%q" } }, 18536],
    [{ $dateFromParts: { month: 1 } }, 40516],
    [{ $dateFromString: { dateString: "x" } }, 241],
    [{ $dateFromString: { dateString: "2024-02-30" } }, 241],
    [{ $toDate: "5" }, 241],
    [{ $dateAdd: { startDate: at, unit: "hour", amount: 1.5 } }, 5166405],
    [{ $dateAdd: { startDate: at, unit: "fortnight", amount: 1 } }, 9],
    [{ $dateDiff: { startDate: "a", endDate: at, unit: "day" } }, 5166307],
  ])("%j fails with %i", async (expression, code) => {
    const found = await codeOf(expression);

    expect(found).toBe(code);
  });
});

describe("arrays and numbers", () => {
  it.each<[unknown, unknown]>([
    [{ $reverseArray: [[1, 2, 3]] }, [3, 2, 1]],
    [{ $last: [[1, { $literal: Long.fromNumber(2) }]] }, Long.fromNumber(2)],
    [{ $slice: [[new Double(1), 2], 1] }, [new Double(1)]],
    [{ $slice: [null, 1] }, null],
    [
      {
        $arrayToObject: {
          $literal: [
            ["a", 1],
            ["b", 2],
          ],
        },
      },
      { a: 1, b: 2 },
    ],
    [{ $mod: [{ $literal: Long.MAX_VALUE }, 10] }, Long.fromNumber(7)],
    [{ $pow: [{ $literal: Long.fromNumber(3) }, 39] }, Long.fromString("4052555153018976267")],
    [{ $bitOr: [{ $literal: Long.fromString("4294967296") }, 1] }, Long.fromString("4294967297")],
    [{ $divide: [decimal("1"), 3] }, decimal("0.3333333333333333333333333333333333")],
    [{ $divide: [decimal("-6.0"), 4] }, decimal("-1.5")],
    [{ $multiply: [decimal("2"), 0.1] }, decimal("0.200000000000000")],
    [{ $subtract: [decimal("1"), 0.1] }, decimal("0.900000000000000")],
    [{ $toDecimal: 2.5 }, decimal("2.50000000000000")],
    [{ $toDecimal: { $literal: new Double(0) } }, decimal("0")],
    [{ $toLong: decimal("9007199254740993.9") }, Long.fromString("9007199254740993")],
    [
      { $abs: { $literal: Long.fromString("-9007199254740993") } },
      Long.fromString("9007199254740993"),
    ],
    [{ $abs: { $literal: -(2 ** 31) } }, Long.fromNumber(2 ** 31)],
    [{ $abs: decimal("-1.50") }, decimal("1.50")],
    [{ $ceil: decimal("12345678901234567890.1") }, decimal("12345678901234567891")],
    [{ $floor: decimal("-0.5") }, decimal("-1")],
    [{ $round: [decimal("2.675"), 2] }, decimal("2.68")],
    [{ $round: [decimal("2.5")] }, decimal("2")],
    [{ $trunc: [decimal("-2.679"), 2] }, decimal("-2.67")],
    [{ $toString: 1e-7 }, "1e-07"],
    [{ $toString: 1e16 }, "1e+16"],
    [{ $toString: 0.0001 }, "0.0001"],
    [{ $toString: { $literal: new Double(-0) } }, "-0"],
    // The double 2.675 is a little less than that, and 19.25 is in the middle.
    [{ $round: [2.675, 2] }, new Double(2.67)],
    [{ $round: [19.25, 1] }, new Double(19.2)],
    [{ $round: [1250, -2] }, 1200],
    [
      { $trunc: [{ $literal: Long.fromString("9007199254740993") }, -1] },
      Long.fromString("9007199254740990"),
    ],
    [{ $mod: [decimal("5.5"), 2] }, decimal("1.5")],
    [{ $sqrt: decimal("2") }, decimal("1.414213562373095048801688724209698")],
    [{ $sqrt: decimal("6.25") }, decimal("2.5")],
    [{ $pow: [decimal("1.1"), 3] }, decimal("1.331000000000000000000000000000000")],
    [{ $pow: [decimal("2"), -2] }, decimal("0.2500000000000000000000000000000000")],
    [{ $multiply: [decimal("1E6000"), decimal("1E6000")] }, decimal("Infinity")],
    [
      { $maxN: { n: 2, input: [1, { $literal: Long.fromNumber(3) }, 2.5] } },
      [Long.fromNumber(3), new Double(2.5)],
    ],
    [{ $median: { input: [10, 9, 1], method: "approximate" } }, new Double(9)],
    [{ $percentile: { input: [10, 9, 1], p: [0.9], method: "approximate" } }, [new Double(10)]],
    // What each addition rounds off is kept, as in MongoDB.
    [{ $sum: Array.from({ length: 10 }, () => 0.1) }, new Double(1)],
    [{ $avg: Array.from({ length: 10 }, () => 0.1) }, new Double(0.1)],
    [{ $add: [1e16, 1, { $literal: new Double(-1e16) }] }, new Double(1)],
    [{ $sum: [{ $literal: Long.MAX_VALUE }, 1] }, new Double(2 ** 63)],
    [{ $sum: [2 ** 31 - 1, 1] }, Long.fromNumber(2 ** 31)],
    [{ $sum: [decimal("0.1"), 2, new Double(1), "text"] }, decimal("3.1")],
  ])("%j is %j", async (expression, value) => {
    const found = await valueOf(expression);

    expect(found).toEqual(value);
  });

  it.each<[unknown, number]>([
    [{ $arrayElemAt: [[1, 2], 0.5] }, 28691],
    [{ $arrayElemAt: [[1, 2], "a"] }, 28690],
    [{ $slice: [[1], 1, 0] }, 28729],
    [{ $range: [0, 5, 0] }, 34449],
    [{ $concatArrays: [[1], 5] }, 28664],
    [{ $arrayToObject: { $literal: [["a"]] } }, 40397],
    [{ $mergeObjects: [{ a: 1 }, 5] }, 40400],
    [{ $zip: { inputs: [] } }, 34465],
    [{ $setEquals: [[1], null] }, 17044],
    [{ $setIsSubset: [[1], null] }, 17042],
    [{ $log: [0, 2] }, 28758],
    [{ $maxN: { n: 0, input: [1] } }, 5787908],
    [{ $firstN: { n: 1 } }, 5787907],
    [{ $firstN: { n: 1, input: 5 } }, 5788200],
    [{ $map: { input: [1] } }, 16882],
    [{ $cond: { if: true } }, 17081],
    [{ $cond: { if: true, otherwise: 2 } }, 17083],
    [{ $abs: { $literal: Long.MIN_VALUE } }, 28680],
    [{ $round: [{ $literal: Long.MAX_VALUE }, -1] }, 51080],
    [{ $toLong: decimal("1E30") }, 241],
    [{ $ln: decimal("2") }, 115],
    [{ $sin: decimal("2") }, 115],
    [{ $pow: [decimal("2"), 0.5] }, 115],
    [{ $round: [1.5, 101] }, 51083],
    [{ $tsSecond: 5 }, 5687301],
  ])("%j fails with %i", async (expression, code) => {
    const found = await codeOf(expression);

    expect(found).toBe(code);
  });
});

describe("stages and operators of updates", () => {
  it("a group of null has those without a value, and its deviations are null without numbers", async () => {
    const items = database.db.collection("items");
    await items.insertMany([{ k: null, v: "text" }, { v: null }, { k: "a", v: 3 }]);

    const groups = await items
      .aggregate([
        {
          $group: { _id: "$k", n: { $sum: 1 }, p: { $stdDevPop: "$v" }, s: { $stdDevSamp: "$v" } },
        },
        { $sort: { _id: 1 } },
      ])
      .toArray();

    expect(groups).toEqual([
      { _id: null, n: 2, p: null, s: null },
      { _id: "a", n: 1, p: 0, s: null },
    ]);
  });

  it.each<[Document, number]>([
    [{ $unwind: { path: "$a", foo: 1 } }, 28811],
    [{ $unwind: { path: "$a", preserveNullAndEmptyArrays: 1 } }, 28809],
    [{ $addFields: {} }, 40177],
    [{ $sortByCount: "a" }, 40148],
    [{ $bucket: { groupBy: "$a", boundaries: [0, "a"] } }, 40193],
    [{ $bucket: { groupBy: "$a", boundaries: [0, 3], default: 1 } }, 40199],
  ])("the stage %j fails with %i", async (stage, code) => {
    const found = await failure(database.db.collection("items").aggregate([stage]).toArray());

    expect(found.code).toBe(code);
  });

  it("$bit without an operation and an array filter with a capital are refused", async () => {
    const items = database.db.collection("items");
    await items.insertOne({ a: 5, list: [1] });

    const bit = await failure(
      items.updateOne({}, { $bit: { a: {} } } as unknown as UpdateFilter<Document>),
    );
    const filter = await failure(
      items.updateOne({}, { $set: { "list.$[X]": 2 } }, { arrayFilters: [{ X: 1 }] }),
    );

    expect([bit.code, filter.code]).toEqual([2, 2]);
  });

  it("a class within brackets is PCRE's", async () => {
    const items = database.db.collection("items");
    await items.insertMany([{ s: "12" }, { s: "d:]" }]);

    const found = await items
      .find({ s: { $regex: "^[[:digit:]]+$" } }, { projection: { _id: 0 } })
      .toArray();

    expect(found).toEqual([{ s: "12" }]);
  });
});

describe("conversions", () => {
  it.each<[unknown, number]>([
    [{ $toDouble: " 5" }, 241],
    [{ $toDouble: "0x10" }, 241],
    [{ $convert: { input: "5" } }, 9],
    [{ $convert: { input: "5", to: "int", foo: 1 } }, 9],
  ])("%j fails with %i", async (expression, code) => {
    const found = await codeOf(expression);

    expect(found).toBe(code);
  });

  it("to null is null", async () => {
    const found = await valueOf({ $convert: { input: "5", to: null } });

    expect(found).toBeNull();
  });
});

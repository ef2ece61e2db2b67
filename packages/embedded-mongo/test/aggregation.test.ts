import { Decimal128, Long, type Document } from "mongodb";
import { beforeEach, describe, expect, it } from "vitest";
import { failure, useDatabase } from "./database.ts";

/** A valid $graphLookup. */
const graph = { from: "a", startWith: 1, connectFromField: "a", connectToField: "b", as: "c" };

type Anything = Document & { _id: string | number };

const database = useDatabase();

type Order = Document & { _id: number };

const orders: Order[] = [
  {
    _id: 1,
    customer: "ann",
    total: 10,
    items: ["pen", "ink"],
    at: new Date("2026-01-05T10:00:00Z"),
  },
  { _id: 2, customer: "bob", total: 2.5, items: [], at: new Date("2026-01-05T23:30:00Z") },
  {
    _id: 3,
    customer: "ann",
    total: Long.fromNumber(5),
    items: ["pen"],
    at: new Date("2026-02-01T00:00:00Z"),
  },
  { _id: 4, customer: "cat", items: "paper" },
];

beforeEach(async () => {
  await database.db.collection<Order>("orders").insertMany(orders);
  await database.db
    .collection("customers")
    .insertMany([{ name: "ann", boss: "cat" }, { name: "bob", boss: "ann" }, { name: "cat" }]);
});

function run(...pipeline: Document[]): Promise<Document[]> {
  return database.db.collection<Order>("orders").aggregate(pipeline).toArray();
}

describe("stages", () => {
  it.each<[string, Document[], Document[]]>([
    [
      "$group with the accumulators",
      [
        {
          $group: {
            _id: "$customer",
            n: { $sum: 1 },
            total: { $sum: "$total" },
            mean: { $avg: "$total" },
            most: { $max: "$total" },
            all: { $push: "$total" },
            first: { $first: "$_id" },
            last: { $last: "$_id" },
            count: { $count: {} },
          },
        },
        { $sort: { _id: 1 } },
      ],
      [
        {
          _id: "ann",
          n: 2,
          total: 15,
          mean: 7.5,
          most: 10,
          all: [10, 5],
          first: 1,
          last: 3,
          count: 2,
        },
        {
          _id: "bob",
          n: 1,
          total: 2.5,
          mean: 2.5,
          most: 2.5,
          all: [2.5],
          first: 2,
          last: 2,
          count: 1,
        },
        {
          _id: "cat",
          n: 1,
          total: 0,
          mean: null,
          most: null,
          all: [],
          first: 4,
          last: 4,
          count: 1,
        },
      ],
    ],
    [
      "$group with accumulators that pick some of the values",
      [
        {
          $group: {
            _id: null,
            first: { $firstN: { n: 2, input: "$_id" } },
            last: { $lastN: { n: 2, input: "$_id" } },
            most: { $maxN: { n: 2, input: "$total" } },
            least: { $minN: { n: 2, input: "$total" } },
            top: { $top: { sortBy: { total: -1 }, output: "$_id" } },
            topTwo: { $topN: { n: 2, sortBy: { total: -1 }, output: "$_id" } },
            bottom: { $bottom: { sortBy: { total: -1 }, output: "$_id" } },
            bottomTwo: { $bottomN: { n: 2, sortBy: { total: -1 }, output: "$_id" } },
            median: { $median: { input: "$total", method: "approximate" } },
            parts: { $percentile: { input: "$total", p: [0, 0.5, 1], method: "approximate" } },
          },
        },
      ],
      [
        {
          _id: null,
          first: [1, 2],
          last: [3, 4],
          most: [10, 5],
          least: [2.5, 5],
          top: 1,
          topTwo: [1, 3],
          bottom: 4,
          bottomTwo: [2, 4],
          median: 5,
          parts: [2.5, 5, 10],
        },
      ],
    ],
    [
      "$unwind",
      [{ $unwind: "$items" }, { $project: { items: 1 } }],
      [
        { _id: 1, items: "pen" },
        { _id: 1, items: "ink" },
        { _id: 3, items: "pen" },
        { _id: 4, items: "paper" },
      ],
    ],
    [
      "$unwind that keeps all",
      [
        { $unwind: { path: "$items", includeArrayIndex: "at", preserveNullAndEmptyArrays: true } },
        { $project: { items: 1, at: 1 } },
        { $match: { _id: { $gt: 1 } } },
      ],
      [
        { _id: 2, at: null },
        { _id: 3, items: "pen", at: 0 },
        { _id: 4, items: "paper", at: null },
      ],
    ],
    [
      "$sortByCount",
      [{ $match: { _id: { $lt: 4 } } }, { $sortByCount: "$customer" }],
      [
        { _id: "ann", count: 2 },
        { _id: "bob", count: 1 },
      ],
    ],
    [
      "$bucket",
      [
        {
          $bucket: {
            groupBy: "$total",
            boundaries: [0, 5, 20],
            default: "none",
            output: { ids: { $push: "$_id" } },
          },
        },
      ],
      [
        { _id: 0, ids: [2] },
        { _id: 5, ids: [1, 3] },
        { _id: "none", ids: [4] },
      ],
    ],
    [
      "$facet",
      [
        {
          $facet: {
            count: [{ $count: "n" }],
            ann: [{ $match: { customer: "ann" } }, { $project: { _id: 1 } }],
          },
        },
      ],
      [{ count: [{ n: 4 }], ann: [{ _id: 1 }, { _id: 3 }] }],
    ],
    [
      "$lookup by a field",
      [
        { $match: { _id: 1 } },
        { $lookup: { from: "customers", localField: "customer", foreignField: "name", as: "who" } },
        { $project: { "who.name": 1, "who.boss": 1 } },
      ],
      [{ _id: 1, who: [{ name: "ann", boss: "cat" }] }],
    ],
    [
      "$lookup with a pipeline",
      [
        { $match: { _id: 2 } },
        {
          $lookup: {
            from: "orders",
            let: { mine: "$customer" },
            pipeline: [
              { $match: { $expr: { $ne: ["$customer", "$$mine"] } } },
              { $project: { _id: 1 } },
            ],
            as: "others",
          },
        },
        { $project: { others: 1 } },
      ],
      [{ _id: 2, others: [{ _id: 1 }, { _id: 3 }, { _id: 4 }] }],
    ],
    [
      "$graphLookup",
      [
        { $match: { _id: 2 } },
        {
          $graphLookup: {
            from: "customers",
            startWith: "$customer",
            connectFromField: "boss",
            connectToField: "name",
            as: "chain",
            depthField: "depth",
          },
        },
        { $project: { chain: { $sortArray: { input: "$chain", sortBy: { depth: 1 } } } } },
        { $project: { "chain._id": 0 } },
      ],
      [
        {
          _id: 2,
          chain: [
            { name: "bob", boss: "ann", depth: 0 },
            { name: "ann", boss: "cat", depth: 1 },
            { name: "cat", depth: 2 },
          ],
        },
      ],
    ],
    [
      "$unionWith",
      [
        { $project: { _id: 1 } },
        { $match: { _id: 1 } },
        {
          $unionWith: {
            coll: "customers",
            pipeline: [{ $match: { name: "cat" } }, { $project: { _id: 0 } }],
          },
        },
      ],
      [{ _id: 1 }, { name: "cat" }],
    ],
    [
      "$setWindowFields",
      [
        {
          $setWindowFields: {
            partitionBy: "$customer",
            sortBy: { _id: 1 },
            output: {
              running: { $sum: "$total", window: { documents: ["unbounded", "current"] } },
            },
          },
        },
        { $match: { customer: "ann" } },
        { $project: { running: 1 } },
      ],
      [
        { _id: 1, running: 10 },
        { _id: 3, running: 15 },
      ],
    ],
    [
      "$setWindowFields, with numbers of all kinds and nothing",
      [
        { $match: { total: { $exists: true } } },
        { $set: { total: { $cond: [{ $eq: ["$_id", 2] }, { $toDouble: 10 }, "$total"] } } },
        {
          $setWindowFields: {
            sortBy: { total: 1 },
            output: {
              rank: { $rank: {} },
              dense: { $denseRank: {} },
              place: { $documentNumber: {} },
              before: { $shift: { by: -1, output: "$_id", default: "none" } },
              near: { $sum: 1, window: { range: [-5, 0] } },
              all: { $push: "$$ROOT.customer" },
            },
          },
        },
        { $project: { customer: 0, items: 0, at: 0 } },
      ],
      [
        {
          _id: 3,
          total: 5,
          rank: 1,
          dense: 1,
          place: 1,
          before: "none",
          near: 1,
          all: ["ann", "ann", "bob"],
        },
        ...[1, 2].map((_id, index) => ({
          _id,
          total: 10,
          rank: 2,
          dense: 2,
          place: index + 2,
          before: index === 0 ? 3 : 1,
          near: 3,
          all: ["ann", "ann", "bob"],
        })),
      ],
    ],
    [
      "$fill",
      [
        { $project: { total: 1, customer: 1 } },
        {
          $fill: {
            sortBy: { _id: 1 },
            output: {
              customer: { value: "nobody" },
              total: { method: "locf" },
              linear: { method: "linear" },
              none: { value: 0 },
            },
          },
        },
      ],
      [
        { _id: 1, total: 10, customer: "ann", none: 0, linear: null },
        { _id: 2, total: 2.5, customer: "bob", none: 0, linear: null },
        { _id: 3, total: 5, customer: "ann", none: 0, linear: null },
        { _id: 4, total: 5, customer: "cat", none: 0, linear: null },
      ],
    ],
    [
      "$setWindowFields that calculates",
      [
        { $match: { _id: { $lte: 3 } } },
        {
          $setWindowFields: {
            sortBy: { _id: 1 },
            output: {
              slope: {
                $derivative: { input: "$total" },
                window: { documents: [-1, 0] },
              },
              area: { $integral: { input: "$total" }, window: { documents: ["unbounded", 0] } },
              filled: { $linearFill: { $cond: [{ $eq: ["$_id", 2] }, null, "$total"] } },
            },
          },
        },
        { $project: { slope: 1, area: 1, filled: 1 } },
      ],
      [
        { _id: 1, slope: null, area: 0, filled: 10 },
        { _id: 2, slope: -7.5, area: 6.25, filled: 7.5 },
        { _id: 3, slope: 2.5, area: 10, filled: 5 },
      ],
    ],
    [
      "$redact",
      [
        { $redact: { $cond: [{ $gt: ["$_id", 2] }, "$$KEEP", "$$PRUNE"] } },
        { $project: { _id: 1 } },
      ],
      [{ _id: 3 }, { _id: 4 }],
    ],
    [
      "$redact of documents in documents and arrays",
      [
        { $match: { _id: 1 } },
        {
          $replaceWith: {
            $literal: {
              level: 1,
              open: { level: 1, x: 1, list: [{ level: 9 }, { level: 1, y: 1 }, 5] },
              secret: { level: 9, x: 1 },
            },
          },
        },
        {
          $redact: {
            $let: {
              vars: { most: "$$ROOT.level" },
              in: { $cond: [{ $gt: ["$level", "$$most"] }, "$$PRUNE", "$$DESCEND"] },
            },
          },
        },
      ],
      [{ level: 1, open: { level: 1, x: 1, list: [{ level: 1, y: 1 }, 5] } }],
    ],
    [
      "$replaceRoot and $count",
      [
        { $replaceRoot: { newRoot: { c: "$customer" } } },
        { $match: { c: "ann" } },
        { $count: "n" },
      ],
      [{ n: 2 }],
    ],
    [
      "$sort, $skip and $limit",
      [{ $sort: { total: -1, _id: 1 } }, { $skip: 1 }, { $limit: 2 }, { $project: { _id: 1 } }],
      [{ _id: 3 }, { _id: 2 }],
    ],
    [
      "$addFields in a document and in an array",
      [
        { $match: { _id: 1 } },
        { $set: { "a.b": "$total", items: { $size: "$items" } } },
        { $project: { a: 1, items: 1 } },
      ],
      [{ _id: 1, items: 2, a: { b: 10 } }],
    ],
  ])("%s", async (_, pipeline, expected) => {
    expect(await run(...pipeline)).toEqual(expected);
  });

  it("$out replaces a collection, $merge adds to one", async () => {
    const { db } = database;
    await db.collection<Order>("copy").insertOne({ _id: 99 });

    await run({ $match: { _id: { $lte: 2 } } }, { $project: { total: 1 } }, { $out: "copy" });
    await run(
      { $match: { _id: { $gte: 2 } } },
      { $project: { customer: 1 } },
      { $merge: { into: "copy", whenMatched: "merge" } },
    );

    expect(await db.collection<Order>("copy").find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 1, total: 10 },
      { _id: 2, total: 2.5, customer: "bob" },
      { _id: 3, customer: "ann" },
      { _id: 4, customer: "cat" },
    ]);
  });

  it("$out that fails leaves the collection as it was, and nothing beside it", async () => {
    const { db } = database;
    const copy = db.collection<Anything>("copy");
    await copy.insertOne({ _id: "kept" });
    await copy.createIndex({ same: 1 }, { unique: true });

    const failed = await failure(run({ $set: { same: 1 } }, { $out: "copy" }));

    expect(failed.code).toBe(11000);
    expect(await copy.find().toArray()).toEqual([{ _id: "kept" }]);
    expect((await db.listCollections().toArray()).map(({ name }) => name).toSorted()).toEqual([
      "copy",
      "customers",
      "orders",
    ]);
  });

  it.each<[string, Document, Document[]]>([
    [
      "merges by another field than _id",
      { on: "customer" },
      [
        { _id: "a", customer: "ann", old: 1, total: 10 },
        { _id: 2, customer: "bob", total: 2.5 },
      ],
    ],
    [
      "replaces",
      { on: "customer", whenMatched: "replace" },
      [
        { _id: "a", customer: "ann", total: 10 },
        { _id: 2, customer: "bob", total: 2.5 },
      ],
    ],
    [
      "keeps what is there",
      { on: "customer", whenMatched: "keepExisting" },
      [
        { _id: "a", customer: "ann", old: 1 },
        { _id: 2, customer: "bob", total: 2.5 },
      ],
    ],
    [
      "runs a pipeline on what is there, with the new document",
      {
        on: "customer",
        whenMatched: [{ $set: { sum: { $add: ["$old", "$$new.total"] } } }],
        whenNotMatched: "discard",
      },
      [{ _id: "a", customer: "ann", old: 1, sum: 11 }],
    ],
    [
      "runs a pipeline with variables of its own",
      {
        on: ["customer"],
        let: { more: { $multiply: ["$total", 2] } },
        whenMatched: [{ $set: { old: "$$more" } }],
        whenNotMatched: "discard",
      },
      [{ _id: "a", customer: "ann", old: 20 }],
    ],
  ])("$merge %s", async (_name, options, expected) => {
    const customers = database.db.collection<Anything>("totals");
    await customers.createIndex({ customer: 1 }, { unique: true });
    await customers.insertOne({ _id: "a", customer: "ann", old: 1 });
    const id =
      options.whenMatched === undefined || options.whenMatched === "replace" ? "$$REMOVE" : "$_id";

    await run(
      { $match: { _id: { $lte: 2 } } },
      {
        $project: {
          _id: { $cond: [{ $eq: ["$customer", "ann"] }, id, "$_id"] },
          customer: 1,
          total: 1,
        },
      },
      { $merge: { into: "totals", ...options } },
    );

    expect(await customers.find().sort({ customer: 1 }).toArray()).toEqual(expected);
  });

  it.each<[Document, number]>([
    [{ on: "customer" }, 51183],
    [{ on: [] }, 51187],
    [{ whenMatched: "keepExisting", whenNotMatched: "fail" }, 51181],
    [{ whenMatched: "update" }, 2],
    [{ whenNotMatched: "fail" }, 13113],
    [{ let: { a: 1 } }, 51199],
    [{ when: 1 }, 40415],
  ])("a merge with %j fails with %i", async (options, code) => {
    const failed = await failure(run({ $limit: 1 }, { $merge: { into: "totals", ...options } }));

    expect(failed.code).toBe(code);
  });

  it("$merge that moves an _id fails", async () => {
    const totals = database.db.collection<Anything>("totals");
    await totals.createIndex({ customer: 1 }, { unique: true });
    await totals.insertOne({ _id: "a", customer: "ann" });

    const failed = await failure(
      run({ $limit: 1 }, { $merge: { into: "totals", on: "customer" } }),
    );

    expect(failed.code).toBe(66);
  });

  it("leaves the stored documents as they are", async () => {
    await run(
      { $set: { "items.x": 1, "fresh.y": 1 } },
      { $unset: "customer" },
      { $densify: { field: "_id", range: { step: 1, bounds: [1, 9] } } },
    );

    expect(
      await database.db
        .collection<Order>("orders")
        .find({}, { promoteLongs: false })
        .sort({ _id: 1 })
        .toArray(),
    ).toEqual(orders);
  });
});

describe("expressions", () => {
  it.each<[string, unknown, unknown]>([
    ["sums that overflow an int", { $add: [2147483647, 1] }, 2147483648],
    [
      "sums of decimals",
      { $toString: { $add: [Decimal128.fromString("0.1"), Decimal128.fromString("0.2")] } },
      "0.3",
    ],
    ["differences of dates in ms", { $subtract: [new Date(5), new Date(2)] }, 3],
    ["quotients", { $divide: [7, 2] }, 3.5],
    ["remainders", { $mod: [-7, 3] }, -1],
    [
      "rounding half to even",
      [{ $round: [2.5] }, { $round: [3.5] }, { $round: [-1.25, 1] }, { $trunc: [-2.7] }],
      [2, 4, -1.2, -2],
    ],
    [
      "types",
      [{ $type: 1 }, { $type: Long.ONE }, { $type: 1.5 }, { $type: "$nothing" }, { $type: [[1]] }],
      ["int", "long", "double", "missing", "array"],
    ],
    [
      "comparisons across types",
      [{ $lt: [1, "a"] }, { $gt: [{}, "z"] }, { $cmp: [Long.ONE, 1] }, { $lt: ["$nothing", null] }],
      [true, true, 0, true],
    ],
    [
      "sets",
      {
        $setUnion: [
          [1, Long.ONE, 2],
          [2, "a"],
        ],
      },
      [1, 2, "a"],
    ],
    ["conditions", { $cond: [{ $gt: [1, 2] }, "a", { $cond: [true, "b", "c"] }] }, "b"],
    [
      "arrays",
      {
        $map: {
          input: { $filter: { input: [1, 2, 3], cond: { $gt: ["$$this", 1] } } },
          as: "n",
          in: { $multiply: ["$$n", 10] },
        },
      },
      [20, 30],
    ],
    [
      "reduction",
      { $reduce: { input: ["a", "b"], initialValue: "", in: { $concat: ["$$value", "$$this"] } } },
      "ab",
    ],
    [
      "texts",
      [
        { $toUpper: "abc" },
        { $split: ["a,b", ","] },
        { $substrCP: ["hello", 1, 2] },
        { $indexOfCP: ["h😀llo", "l"] },
        { $strLenCP: "h😀" },
      ],
      ["ABC", ["a", "b"], "el", 2, 2],
    ],
    ["regular expressions", { $regexMatch: { input: "Apple", regex: /^a/i } }, true],
    [
      "dates",
      {
        $dateToString: {
          date: { $dateAdd: { startDate: new Date(0), unit: "day", amount: 31 } },
          format: "%Y-%m-%d",
        },
      },
      "1970-02-01",
    ],
    [
      "dates that are not there",
      [{ $year: "$nothing" }, { $dateToString: { date: null, onNull: "never" } }],
      [null, "never"],
    ],
    [
      "conversions",
      [
        { $toInt: "5" },
        { $toDouble: "1.5" },
        { $toBool: 0 },
        { $convert: { input: "x", to: "int", onError: "E" } },
        { $toString: new Date(0) },
      ],
      [5, 1.5, false, "E", "1970-01-01T00:00:00.000Z"],
    ],
    ["let", { $let: { vars: { n: { $add: ["$_id", 1] } }, in: { $multiply: ["$$n", 2] } } }, 4],
  ])("give %s", async (_, expression, expected) => {
    const [found] = await run(
      { $match: { _id: 1 } },
      {
        $project: {
          _id: 0,
          value: Array.isArray(expression) ? expression : { $ifNull: [expression, null] },
        },
      },
    );

    expect(found).toEqual({ value: expected });
  });

  it.each<[Document, number]>([
    [{ $project: { x: { $divide: [1, 0] } } }, 2],
    [{ $project: { x: { $add: ["$customer", 1] } } }, 14],
    [{ $project: { x: { $toInt: "abc" } } }, 241],
    [{ $project: { x: { $size: "$total" } } }, 17124],
    [{ $project: { x: { $arrayElemAt: ["$total", 0] } } }, 28689],
    [{ $project: {} }, 51272],
    [{ $group: { total: { $sum: 1 } } }, 15955],
    [{ $group: { _id: 1, x: { $frob: 1 } } }, 15952],
    [{ $limit: 0 }, 15958],
    [{ $unwind: "items" }, 28818],
    [{ $graphLookup: { ...graph, maxDepth: -1 } }, 40101],
    [{ $graphLookup: { ...graph, depth: 1 } }, 40104],
    [{ $setWindowFields: { output: { r: { $rank: {} } } } }, 5371602],
    [{ $setWindowFields: { output: { r: { $foo: 1 } } } }, 9],
    [{ $setWindowFields: { output: { r: { $sum: { $foo: 1 } } } } }, 168],
    [{ $setWindowFields: { sort: 1, output: {} } }, 40415],
    [
      {
        $setWindowFields: {
          sortBy: { a: -1 },
          output: { n: { $sum: 1, window: { range: [-1, 1] } } },
        },
      },
      5339902,
    ],
    [{ $fill: { output: { a: { method: "guess" } } } }, 6050202],
    [{ $facet: { a: [{ $out: "x" }] } }, 40600],
  ])("and stages are refused: %o", async (stage, code) => {
    expect(await failure(run(stage))).toMatchObject({ code });
  });
});

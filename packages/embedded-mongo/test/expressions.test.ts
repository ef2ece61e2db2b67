import { BSONRegExp, Double, Long, type Document } from "mongodb";
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

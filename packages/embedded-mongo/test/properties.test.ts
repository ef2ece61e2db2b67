import * as fc from "fast-check";
import type { Document, Filter, IndexSpecification } from "mongodb";
import { describe, expect, it } from "vitest";
import { applyModel, type ModelUpdate } from "./update-model.ts";
import { useDatabase } from "./database.ts";

/** About how this server is built: thousands of commands, which a server in Python would need an hour for. */
const isElsewhere = process.env.SERVER_UNDER_TEST !== undefined;

const database = useDatabase();

/** The same examples on each machine; a failure prints the one that is left when all else is taken away. */
const always = { seed: 20_261_127, numRuns: 25 };

/** Few, so that what is asked for is often there. */
const scalar = fc.constantFrom<unknown>(null, 1, 2, "x");

/** A document of at most one field, whose name may be a number; or one with two. */
function fields(inner: fc.Arbitrary<unknown>): fc.Arbitrary<Document> {
  return fc.dictionary(fc.constantFrom("b", "0", "a"), inner, {
    maxKeys: 2,
    noNullPrototype: true,
  });
}

const leaf = fc.oneof(scalar, fc.array(scalar, { maxLength: 2 }), fields(scalar));
const element = fc.oneof(scalar, fields(leaf), fc.array(leaf, { maxLength: 2 }));
const value = fc.oneof(
  { arbitrary: scalar, weight: 1 },
  { arbitrary: fields(element), weight: 1 },
  { arbitrary: fc.array(element, { maxLength: 3 }), weight: 3 },
);

const documents = fc.array(
  fc.record({ a: value, b: value }, { requiredKeys: [], noNullPrototype: true }),
  { minLength: 1, maxLength: 6 },
);

const path = fc.constantFrom(
  "a",
  "b",
  "a.b",
  "a.0",
  "a.0.b",
  "a.b.0",
  "a.1",
  "b.a",
  "a.a.b",
  "a.0.0",
);

const comparison: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: scalar, weight: 8 },
  element,
  fc.record({ $eq: value }),
  fc.record({ $ne: value }),
  fc.record({ $in: fc.array(value, { maxLength: 3 }) }),
  fc.record({ $nin: fc.array(value, { maxLength: 2 }) }),
  fc.record({ $gt: scalar }),
  fc.record({ $gte: scalar, $lte: scalar }),
  fc.record({ $lt: scalar }),
  fc.record({ $exists: fc.boolean() }),
  fc.record({ $size: fc.nat({ max: 2 }) }),
  fc.record({ $type: fc.constantFrom("null", "int", "array", "object", "string") }),
  fc.record({ $all: fc.array(value, { minLength: 1, maxLength: 2 }) }),
  fc.record({ $not: fc.record({ $gt: scalar }) }),
  fc.record({ $elemMatch: fc.record({ $gte: scalar, $lte: scalar }) }),
  fc.record({
    $elemMatch: fc.dictionary(fc.constantFrom("a", "b", "0", "a.b"), scalar, {
      minKeys: 1,
      maxKeys: 2,
      noNullPrototype: true,
    }),
  }),
);

const condition = fc.tuple(path, comparison).map(([name, test]): Document => ({ [name]: test }));
const filter: fc.Arbitrary<Document> = fc.oneof(
  { arbitrary: condition, weight: 4 },
  {
    arbitrary: fc.record({ $and: fc.array(condition, { minLength: 2, maxLength: 3 }) }),
    weight: 2,
  },
  { arbitrary: fc.record({ $or: fc.array(condition, { minLength: 2, maxLength: 3 }) }), weight: 2 },
);

const indexes: IndexSpecification[] = [
  { a: 1 },
  { b: -1 },
  { "a.b": 1 },
  { "a.0": 1 },
  { "a.0.b": 1 },
  { "a.b.0": 1 },
  { a: 1, b: 1 },
  { b: 1, "a.b": -1 },
];

const modifiers = fc
  .tuple(
    fc.constantFrom(
      "$set",
      "$unset",
      "$inc",
      "$mul",
      "$min",
      "$max",
      "$push",
      "$addToSet",
      "$pop",
      "$pull",
    ),
    fc.constantFrom("a", "b", "a.b", "a.0", "a.0.b", "a.1", "a.b.0", "b.a"),
    value,
    fc.constantFrom(-1, 1),
  )
  .map(([operator, name, operand, end]): ModelUpdate => {
    const isArithmetic = operator === "$inc" || operator === "$mul";
    return {
      operator,
      path: name,
      operand: isArithmetic ? end * 2 : operator === "$pop" ? end : operand,
    };
  });

type Thing = Document & { _id: number };

async function fill(name: string, contents: Document[]) {
  const collection = database.db.collection<Thing>(name);
  await collection.drop();
  await collection.insertMany(contents.map((document, _id) => ({ _id, ...document })));
  return collection;
}

describe.skipIf(isElsewhere)("an index changes no result", () => {
  it("of any filter, whichever index is used, before and after updates", async () => {
    await fc.assert(
      fc.asyncProperty(
        documents,
        fc.array(filter, { minLength: 1, maxLength: 8 }),
        fc.array(modifiers, { maxLength: 3 }),
        async (contents, filters, updates) => {
          const plain = await fill("plain", contents);
          const indexed = await fill("indexed", contents);
          // Two arrays side by side cannot be in one index: those documents have fewer.
          const tried = await Promise.allSettled(indexes.map((key) => indexed.createIndex(key)));
          const made = tried.flatMap((each) => (each.status === "fulfilled" ? each.value : []));
          const ids = async (wanted: Document, hint?: string): Promise<number[]> => {
            const found = indexed.find(wanted as Filter<Thing>, hint === undefined ? {} : { hint });
            return (await found.toArray()).map(({ _id }) => _id).toSorted((a, b) => a - b);
          };
          const compare = async (): Promise<void> => {
            for (const wanted of filters) {
              const expected = await plain.find(wanted as Filter<Thing>).toArray();
              const all = expected.map(({ _id }) => _id).toSorted((a, b) => a - b);
              const hints = [undefined, ...made];
              expect({
                wanted,
                found: await Promise.all(hints.map((hint) => ids(wanted, hint))),
              }).toEqual({
                wanted,
                found: hints.map(() => all),
              });
            }
          };

          await compare();
          for (const { operator, path: name, operand } of updates) {
            const change = { [operator]: { [name]: operand } };
            const target = filters[0] as Filter<Thing>;
            const outcomes = await Promise.all(
              [plain, indexed].map((collection) =>
                collection.updateOne(target, change).then(
                  ({ matchedCount }) => matchedCount,
                  ({ code }: { code: number }) => `error ${code}`,
                ),
              ),
            );
            // Which of several is first is the plan's choice: only an only one is comparable.
            if ((await plain.countDocuments(target)) > 1 || outcomes[0] !== outcomes[1]) return;
          }
          const left = await indexed.find().sort({ _id: 1 }).toArray();
          expect(left).toEqual(await plain.find().sort({ _id: 1 }).toArray());
          await compare();
        },
      ),
      always,
    );
  });
});

describe.skipIf(isElsewhere)("an update does to a document what a plain model of it does", () => {
  it("with any operator on any path", async () => {
    await fc.assert(
      fc.asyncProperty(
        documents,
        fc.array(modifiers, { minLength: 1, maxLength: 10 }),
        async (contents, updates) => {
          const collection = await fill("updated", contents);
          const models = contents.map((document, _id): Document => ({ _id, ...document }));
          for (const update of updates) {
            for (const [_id, model] of models.entries()) {
              const expected = applyModel(model, update);
              const change = { [update.operator]: { [update.path]: update.operand } };
              const outcome = await collection.updateOne({ _id }, change).then(
                () => "done",
                () => "refused",
              );
              expect({ model, update, outcome }).toEqual({
                model,
                update,
                outcome: expected === undefined ? "refused" : "done",
              });
              if (expected) models[_id] = expected;
            }
            expect(await collection.find().sort({ _id: 1 }).toArray()).toEqual(models);
          }
        },
      ),
      always,
    );
  });
});

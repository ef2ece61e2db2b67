import { MongoClient } from "mongodb";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { namesOf } from "../support/documented-names.ts";
import { failure, useDatabase } from "./database.ts";

/** About how this server is built: thousands of commands, which a server in Python would need an hour for. */
const isElsewhere = process.env.SERVER_UNDER_TEST !== undefined;

const database = useDatabase();

const many = Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 100_003);

/** What waits is told by the slowest ping of another client. */
interface Watch {
  /** Returns how long that took while `work` ran, in ms. */
  during(work: () => Promise<unknown>): Promise<number>;
}

async function withWatch(run: (watch: Watch) => Promise<void>): Promise<void> {
  await using other = new MongoClient(database.uri, { maxPoolSize: 1 });
  await other.connect();
  await run({
    async during(work) {
      let isOver = false;
      let slowest = 0;
      const ended = work().finally(() => {
        isOver = true;
      });
      while (!isOver) {
        const startMs = performance.now();
        await other.db("admin").command({ ping: 1 });
        slowest = Math.max(slowest, performance.now() - startMs);
        await Promise.race([ended, sleep(50)]);
      }
      return slowest;
    },
  });
}

/** How long a machine that has nothing else to do takes to sort the values, in ms, rather more than less. */
const idleSortMs = 25;

/** Being served: within a second, or as much longer as this machine is slower at the moment. */
function limit(): number {
  const startMs = performance.now();
  many.toSorted((a, b) => a - b);
  return 1000 * Math.max(1, (performance.now() - startMs) / idleSortMs);
}

async function expectServed(works: [string, () => Promise<unknown>][]): Promise<void> {
  const late: Record<string, number> = {};
  await withWatch(async (watch) => {
    for (const [name, work] of works) {
      const before = limit();
      const ms = await watch.during(() => work().catch(() => undefined));
      if (ms > Math.max(before, limit())) late[name] = Math.round(ms);
    }
  });
  expect(late).toEqual({});
}

// Some hundred questions of 100,000 values each.
const patience = { timeout: 240_000 };

describe.skipIf(isElsewhere)(
  "while an operator is at 100,000 values, others are served:",
  patience,
  () => {
    it("each update operator", async () => {
      const things = database.db.collection("things");
      await things.insertOne({ a: many, n: 1 });
      const operands: Record<string, unknown> = {
        $push: { $each: many, $sort: 1, $slice: -100_000 },
        $addToSet: { $each: many.map((value) => value + 50_000) },
        $pull: { $in: many },
        $pullAll: many.map((value) => value * 2),
        $pop: 1,
        $rename: "b",
        $bit: { or: 1 },
        $currentDate: true,
      };

      await expectServed(
        namesOf("update operators").map((name) => [
          name,
          async () => {
            await things.updateOne({}, { $set: { a: many } });
            await things.updateOne({}, { [name]: { a: operands[name] ?? many } });
          },
        ]),
      );
    });

    it("each expression", async () => {
      const things = database.db.collection("things");
      const text = "ab".repeat(50_000);
      await things.insertOne({ a: many, b: many.toReversed(), text, texts: many.map(String) });
      const pairs = { $map: { input: "$a", in: { k: { $toString: "$$this" }, v: "$$this" } } };
      const own: Record<string, unknown> = {
        $map: { input: "$a", in: { $add: ["$$this", 1] } },
        $filter: { input: "$a", cond: { $gt: ["$$this", 5] } },
        $reduce: { input: "$a", initialValue: 0, in: { $add: ["$$value", "$$this"] } },
        $sortArray: { input: "$a", sortBy: 1 },
        $zip: { inputs: ["$a", "$b"] },
        $arrayToObject: pairs,
        $objectToArray: { $arrayToObject: pairs },
        $range: [0, 100_000],
        $firstN: { input: "$a", n: 50_000 },
        $lastN: { input: "$a", n: 50_000 },
        $maxN: { input: "$a", n: 50_000 },
        $minN: { input: "$a", n: 50_000 },
        $percentile: { input: "$a", p: [0.5], method: "approximate" },
        $median: { input: "$a", method: "approximate" },
        $in: [-1, "$a"],
        $indexOfArray: ["$a", -1],
        $slice: ["$a", 50_000],
        $concat: ["$text", "$text"],
        $split: ["$text", "a"],
        $trim: { input: "$text", chars: "ab" },
        $replaceAll: { input: "$text", find: "a", replacement: "c" },
        $regexFindAll: { input: "$text", regex: "a" },
        $indexOfCP: ["$text", "c"],
        $indexOfBytes: ["$text", "c"],
        $substrCP: ["$text", 1, 99_000],
        $substrBytes: ["$text", 1, 99_000],
        $strcasecmp: ["$text", "$text"],
        $cond: [{ $in: [-1, "$a"] }, 1, 2],
        ...Object.fromEntries(
          "$sum $avg $max $min $stdDevPop $stdDevSamp $size $first $last $reverseArray $isArray"
            .split(" ")
            .map((name) => [name, "$a"]),
        ),
      };

      await expectServed(
        namesOf("expressions").map((name): [string, () => Promise<unknown>] => {
          const type = { $type: { [name]: own[name] ?? ["$a", "$b"] } };
          return [name, () => things.aggregate([{ $project: { type } }]).toArray()];
        }),
      );
    });

    it("sets, sums and lists of $group, and windows", async () => {
      const things = database.db.collection("things");
      await things.insertMany(many.slice(0, 4000).map((n) => ({ n })));
      const windows = [
        ["unbounded", "current"],
        [-200, 200],
      ];

      await expectServed([
        ["$sort", () => things.aggregate([{ $sort: { n: 1 } }, { $count: "n" }]).toArray()],
        [
          "$group",
          () =>
            things
              .aggregate([
                { $sort: { n: 1 } },
                {
                  $group: {
                    _id: null,
                    a: { $push: "$n" },
                    b: { $addToSet: "$n" },
                    c: { $sum: "$n" },
                  },
                },
                { $project: { _id: 1 } },
              ])
              .toArray(),
        ],
        ...windows.flatMap((documents) =>
          ["$sum", "$avg", "$max", "$stdDevPop", "$first"].map(
            (name): [string, () => Promise<unknown>] => [
              `${name} over ${String(documents)}`,
              () =>
                things
                  .aggregate([
                    {
                      $setWindowFields: {
                        sortBy: { n: 1 },
                        output: { r: { [name]: "$n", window: { documents } } },
                      },
                    },
                    { $count: "n" },
                  ])
                  .toArray(),
            ],
          ),
        ),
      ]);
    });
  },
);

it("a read ends when its client has gone", async () => {
  const things = database.db.collection("things");
  await things.insertMany(Array.from({ length: 100 }, (_, n) => ({ n })));
  const running = async (): Promise<number> =>
    (
      await database.client
        .db("admin")
        .aggregate([{ $currentOp: {} }, { $match: { "command.comment": "left" } }])
        .toArray()
    ).length;
  const client = new MongoClient(database.uri);
  const query = failure(
    client
      .db(database.db.databaseName)
      .collection("things")
      .find({ $where: "sleep(60000) || true" }, { comment: "left" })
      .toArray(),
  );
  while ((await running()) === 0) await sleep(5);

  await client.close();
  await query;
  while ((await running()) > 0) await sleep(5);

  expect(await running()).toBe(0);
});

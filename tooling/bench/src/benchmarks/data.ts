import { type Collection, type Db, MongoClient } from "mongodb";
import { atLeast, atMost, type Benchmark, format, type Measurement, median } from "../benchmark.ts";
import { runClient } from "../run-client.ts";

interface Item {
  _id: number;
  key: number;
  unindexed: number;
  text: string;
}

/** Spreads keys over the whole range, so that neighbours in the index are not neighbours in the store. */
function createItem(_id: number, count: number): Item {
  const key = (_id * 7919) % count;
  return { _id, key, unindexed: key, text: `item ${_id}` };
}

async function fill(items: Collection<Item>, count: number): Promise<number> {
  const batch = 100_000;
  let durationMs = 0;
  for (let from = 0; from < count; from += batch) {
    const size = Math.min(batch, count - from);
    const documents = Array.from({ length: size }, (_, index) => createItem(from + index, count));
    const startMs = performance.now();
    await items.insertMany(documents, { ordered: true });
    durationMs += performance.now() - startMs;
  }
  return durationMs;
}

/** Median duration of `ask`, in ms, after a first call that does not count. */
async function time(times: number, ask: (index: number) => Promise<unknown>): Promise<number> {
  await ask(times);
  const durationsMs: number[] = [];
  for (let index = 0; index < times; index += 1) {
    const startMs = performance.now();
    await ask(index);
    durationsMs.push(performance.now() - startMs);
  }
  return median(durationsMs);
}

async function expectOne(items: Collection<Item>, filter: Partial<Item>): Promise<void> {
  const found = await items.find(filter).toArray();
  if (found.length !== 1) throw new Error(`Cannot measure: found ${found.length} documents, not 1`);
}

async function residentBytes(database: Db): Promise<number> {
  const status: { mem?: { resident?: number } } = await database.command({ serverStatus: 1 });
  const megabytes = status.mem?.resident;
  if (megabytes === undefined) throw new Error("Cannot read mem.resident of serverStatus");
  return megabytes * 1024 * 1024;
}

interface Lookup {
  findMs: number;
  pageMs: number;
}

async function lookUp(items: Collection<Item>, count: number): Promise<Lookup> {
  const spread = (index: number): number => (index * 104_729) % count;
  return {
    findMs: await time(200, (index) => expectOne(items, { key: spread(index) })),
    pageMs: await time(100, (index) =>
      items
        .find({ key: { $gte: spread(index) } })
        .sort({ key: 1 })
        .limit(20)
        .toArray(),
    ),
  };
}

/** Storing, finding and sorting many documents. */
export const data: Benchmark = {
  name: "data",
  async run({ server: { port }, progress }) {
    await using client = new MongoClient(`mongodb://127.0.0.1:${port}/bench?directConnection=true`);
    const database = client.db();
    const items = database.collection<Item>("items");
    const measurements: Measurement[] = [];
    const lookups = new Map<number, Lookup>();

    for (const count of [10_000, 100_000, 1_000_000]) {
      progress(`data: storing ${format(count)} documents`);
      await database.dropDatabase();
      const before = await residentBytes(database);
      const insertMs = await fill(items, count);
      const after = await residentBytes(database);
      progress(`data: an index on ${format(count)} documents`);
      await items.createIndex({ key: 1 });
      progress(`data: finding among ${format(count)} documents`);
      const lookup = await lookUp(items, count);
      lookups.set(count, lookup);
      if (count === 100_000) {
        const scanMs = await time(10, (index) => expectOne(items, { unindexed: index * 17 }));
        measurements.push(
          {
            what: "data: insertMany of 100,000 documents",
            measured: `${format(insertMs)} ms`,
            goal: atMost(insertMs, 1000, "ms"),
          },
          {
            what: "data: find by an indexed field among 100,000",
            measured: `${format(lookup.findMs)} ms`,
            beside: `scan ${format(scanMs)} ms`,
            ratio: lookup.findMs / scanMs,
            goal: atMost(lookup.findMs / scanMs, 0.01),
          },
        );
      }
      if (count === 1_000_000) {
        measurements.push({
          what: "data: memory for each of 1,000,000 documents",
          measured: `${format((after - before) / count)} bytes`,
        });
      }
    }

    const [small, large] = [lookups.get(10_000), lookups.get(1_000_000)];
    for (const [what, key] of [
      ["data: the same find among 1,000,000", "findMs"],
      ["data: sorted page of 20 among 1,000,000", "pageMs"],
    ] as const) {
      const [smallMs, largeMs] = [small?.[key] ?? Number.NaN, large?.[key] ?? Number.NaN];
      measurements.push({
        what,
        measured: `${format(largeMs)} ms`,
        beside: `among 10,000: ${format(smallMs)} ms`,
        ratio: largeMs / smallMs,
        goal: atMost(largeMs / smallMs, 1.5),
      });
    }

    progress("data: 10 clients, then 100");
    await database.dropDatabase();
    await fill(items, 1000);
    const perSecond = { 10: [] as number[], 100: [] as number[] };
    for (let round = 0; round < 3; round += 1) {
      perSecond[10].push(Number(await runClient("crowd.ts", port, 10)));
      perSecond[100].push(Number(await runClient("crowd.ts", port, 100)));
    }
    await database.dropDatabase();
    const ratio = median(perSecond[100]) / median(perSecond[10]);
    measurements.push({
      what: "data: queries of 100 clients at once",
      measured: `${format(median(perSecond[100]))} /s`,
      beside: `10 clients ${format(median(perSecond[10]))} /s`,
      ratio,
      goal: atLeast(ratio, 1),
    });
    return measurements;
  },
};

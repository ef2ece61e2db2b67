import { BSON, type Collection, type Db, type Document, MongoClient } from "mongodb";
import {
  atLeast,
  atMost,
  type Bench,
  type Benchmark,
  format,
  type Measurement,
  median,
} from "../benchmark.ts";
import { runRawCommands } from "../run-client.ts";

interface Item {
  _id: number;
  key: number;
  unindexed: number;
  text: string;
}

/** Spreads keys over the whole range, so that neighbors in the index are not neighbors in the store. */
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

/** How long it takes to encode as many documents, in ms: what an insert costs at least, on this machine. */
function timeEncoding(count: number): number {
  const documents = Array.from({ length: count }, (_, index) => createItem(index, count));
  const timesMs = Array.from({ length: 5 }, () => {
    const startMs = performance.now();
    for (const document of documents) BSON.serialize(document);
    return performance.now() - startMs;
  });
  return median(timesMs);
}

/** Returns how many documents the server looks at to find what has this value. */
async function documentsExamined(items: Collection<Item>, filter: Partial<Item>): Promise<number> {
  const { executionStats } = (await items.find(filter).explain("executionStats")) as {
    executionStats: Document;
  };
  return executionStats.totalDocsExamined as number;
}

/**
 * Median durations of the questions, in ms, each asked `times` times. They take turns, so that whatever
 * else the machine does falls on all of them alike.
 */
async function timeInTurns(
  times: number,
  questions: ((index: number) => Promise<unknown>)[],
): Promise<number[]> {
  const durationsMs = questions.map((): number[] => []);
  for (let index = -1; index < times; index += 1) {
    for (const [position, ask] of questions.entries()) {
      const startMs = performance.now();
      await ask(index + 1);
      // The first round compiles the code and does not count.
      if (index >= 0) durationsMs[position]?.push(performance.now() - startMs);
    }
  }
  return durationsMs.map(median);
}

async function expectOne(items: Collection<Item>, filter: Partial<Item>): Promise<void> {
  const found = await items.find(filter).toArray();
  if (found.length !== 1) throw new Error(`Cannot measure: found ${found.length} documents, not 1`);
}

async function expectPage(items: Collection<Item>, from: number): Promise<void> {
  const page = await items
    .find({ key: { $gte: from } })
    .sort({ key: 1 })
    .limit(20)
    .toArray();
  if (page[0]?.key !== from || page.length !== 20) {
    throw new Error(`Cannot measure: a page of ${page.length} documents from ${page[0]?.key}`);
  }
}

async function residentBytes(database: Db): Promise<number> {
  const status: { mem?: { resident?: number } } = await database.command({ serverStatus: 1 });
  const megabytes = status.mem?.resident;
  if (megabytes === undefined) throw new Error("Cannot read mem.resident of serverStatus");
  return megabytes * 1024 * 1024;
}

interface Stored {
  items: Collection<Item>;
  count: number;
  insertMs: number;
  bytesEach: number;
}

async function store(bench: Bench, database: Db, count: number): Promise<Stored> {
  bench.progress(`data: storing ${format(count)} documents`);
  const items = database.collection<Item>(`items${count}`);
  const before = await residentBytes(database);
  const insertMs = await fill(items, count);
  const bytesEach = ((await residentBytes(database)) - before) / count;
  bench.progress(`data: an index on ${format(count)} documents`);
  await items.createIndex({ key: 1 });
  return { items, count, insertMs, bytesEach };
}

function compareGrowth(what: string, [smallMs = 0, largeMs = 0]: number[]): Measurement {
  return {
    what,
    measured: `${format(largeMs)} ms`,
    beside: `among 10,000: ${format(smallMs)} ms`,
    ratio: largeMs / smallMs,
    goal: atMost(largeMs / smallMs, 1.5),
  };
}

async function measureStore(bench: Bench, database: Db): Promise<Measurement[]> {
  const small = await store(bench, database, 10_000);
  const middle = await store(bench, database, 100_000);
  const large = await store(bench, database, 1_000_000);
  /** A key that is not near the one before it, with 20 keys after it. */
  const spread = ({ count }: Stored, index: number): number => (index * 104_729) % (count - 20);

  bench.progress("data: finding and scanning");
  const findBy = (field: "key" | "unindexed"): object[] =>
    Array.from({ length: 200 }, (_, index) => ({
      find: middle.items.collectionName,
      filter: { [field]: spread(middle, index) },
      $db: database.databaseName,
    }));
  // Without a driver, whose part of a find is longer than the server's.
  const { medianMs: findMs } = await runRawCommands(bench.server.port, 1, 20_000, findBy("key"));
  const { medianMs: scanMs } = await runRawCommands(bench.server.port, 1, 100, findBy("unindexed"));
  // A find is so short that its first thousands are spent on compiling it, in the driver, too.
  await timeInTurns(3000, [(index) => expectOne(middle.items, { key: spread(middle, index) })]);
  const findsMs = await timeInTurns(
    200,
    [small, large].map(
      (stored) => (index) => expectOne(stored.items, { key: spread(stored, index) }),
    ),
  );
  const pagesMs = await timeInTurns(
    200,
    [small, large].map((stored) => (index) => expectPage(stored.items, spread(stored, index))),
  );
  const encodeMs = timeEncoding(middle.count);
  const insertRatio = middle.insertMs / encodeMs;
  const looksAt = await documentsExamined(middle.items, { key: 1 });
  const scans = await documentsExamined(middle.items, { unindexed: 1 });
  return [
    {
      what: "data: insertMany of 100,000 documents",
      measured: `${format(middle.insertMs)} ms`,
      beside: `their BSON ${format(encodeMs)} ms`,
      ratio: insertRatio,
      goal: atMost(insertRatio, 15),
    },
    {
      what: "data: memory for each of 1,000,000 documents",
      measured: `${format(large.bytesEach)} bytes`,
    },
    {
      what: "data: find by an indexed field among 100,000",
      measured: `${format(findMs)} ms`,
      beside: `scan ${format(scanMs)} ms`,
      ratio: findMs / scanMs,
    },
    {
      what: "data: documents examined for it",
      measured: format(looksAt),
      beside: `scan ${format(scans)}`,
      ratio: looksAt / scans,
      goal: atMost(looksAt / scans, 0.01),
    },
    compareGrowth("data: the same find among 1,000,000", findsMs),
    compareGrowth("data: sorted page of 20 among 1,000,000", pagesMs),
  ];
}

async function measureCrowd(
  { server: { port }, progress }: Bench,
  database: Db,
): Promise<Measurement> {
  await fill(database.collection<Item>("items"), 1000);
  const findById = Array.from({ length: 1000 }, (_, _id) => ({
    find: "items",
    filter: { _id },
    limit: 1,
    singleBatch: true,
    $db: database.databaseName,
  }));
  const few: number[] = [];
  const many: number[] = [];
  for (let round = 1; round <= 5; round += 1) {
    progress(`data: 10 clients, then 100, ${round} of 5`);
    few.push((await runRawCommands(port, 10, 20_000, findById)).perSecond);
    many.push((await runRawCommands(port, 100, 20_000, findById)).perSecond);
  }
  const ratio = median(many) / median(few);
  return {
    what: "data: queries of 100 clients at once",
    measured: `${format(median(many))} /s`,
    beside: `10 clients ${format(median(few))} /s`,
    ratio,
    // Rounds of the same number of clients differ by so much.
    goal: atLeast(ratio, 0.95),
  };
}

/** Storing, finding and sorting many documents. */
export const data: Benchmark = {
  name: "data",
  async run(bench) {
    await using client = new MongoClient(
      `mongodb://127.0.0.1:${bench.server.port}/bench?directConnection=true`,
    );
    const database = client.db();
    await database.dropDatabase();
    const measurements = await measureStore(bench, database);
    await database.dropDatabase();
    measurements.push(await measureCrowd(bench, database));
    await database.dropDatabase();
    return measurements;
  },
};

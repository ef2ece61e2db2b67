/**
 * @title Dump and restore as streams, and try the restore
 * @python mongodump and mongorestore; bson.json_util
 * @twin dump-as-json.ts
 * @latency 20
 *
 * Extended JSON keeps every type. A line for each document goes through gzip
 * into a file, so the memory stays small however large the collection is. The
 * indexes are in the first line. A backup counts when it was restored once.
 */
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { MongoClient, BSON, type IndexDescription } from "mongodb";
import { seedOrders, tellDifference } from "./orders.ts";

await using client = new MongoClient(process.env.MONGODB_URI!);
const orders = await seedOrders(client.db());
const restored = client.db().collection("restored");
const folder = await mkdtemp(join(tmpdir(), "dump-"));
const file = join(folder, "orders.jsonl.gz");

// #region dump-and-restore
async function* lines() {
  const write = (value: object) => `${BSON.EJSON.stringify(value)}\n`;
  yield write({ indexes: await orders.indexes() });
  for await (const order of orders.find()) yield write(order);
}
await pipeline(lines, createGzip(), createWriteStream(file));

const input = createReadStream(file).pipe(createGunzip());
let batch: object[] = [];
for await (const line of createInterface({ input })) {
  const value = BSON.EJSON.parse(line) as { indexes?: IndexDescription[] };
  if (value.indexes) await restored.createIndexes(value.indexes);
  else if (batch.push(value) === 500)
    await restored.insertMany(batch.splice(0));
}
if (batch.length > 0) await restored.insertMany(batch);
// #endregion
await tellDifference(orders, restored);
await rm(folder, { recursive: true });

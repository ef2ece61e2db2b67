/**
 * @title Ten queries through a pool of two connections
 * @python maxPoolSize of AsyncMongoClient
 * @latency 50
 *
 * A connection carries one query at a time, so maxPoolSize limits how many are
 * on their way, however many you start. The rest wait their turn inside the
 * driver. Notice the waves. Give another size behind the program's name.
 */
import { MongoClient } from "mongodb";

const poolSize = Number(process.argv[2] ?? 2);
const names = [
  "bson",
  "commander",
  "mingo",
  "mongodb",
  "picocolors",
  "prettier",
  "tsx",
  "turbo",
  "typescript",
  "vitest",
];

// #region pool
await using client = new MongoClient(process.env.MONGODB_URI!, {
  maxPoolSize: poolSize,
  monitorCommands: true,
});
// #endregion
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");

// #region count
let onTheWire = 0;
let mostOnTheWire = 0;
client.on("commandStarted", () => {
  mostOnTheWire = Math.max(mostOnTheWire, ++onTheWire);
});
client.on("commandSucceeded", () => onTheWire--);
// #endregion

const startedAt = performance.now();
const asked = names.map((_id) => packages.findOne({ _id }));
console.log(`${asked.length} queries asked, pool of ${poolSize}`);
const found = await Promise.all(asked);

const elapsedMs = Math.round(performance.now() - startedAt);
console.log(`${found.length} packages in ${elapsedMs} ms`);
console.log(`at most ${mostOnTheWire} on the wire`);

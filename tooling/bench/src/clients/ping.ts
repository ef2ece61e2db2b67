/**
 * Pings each of the given ports in turn with the driver, in rounds, and prints the round-trip times
 * in ms: one list for each port.
 */
import { MongoClient } from "mongodb";

const [count, ...ports] = process.argv.slice(2).map(Number);
const rounds = 10;

const databases = [];
for (const port of ports) {
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`);
  await client.connect();
  databases.push({ client, database: client.db("admin"), timesMs: [] as number[] });
}
// Taking turns lets whatever else the machine does fall on all of them alike.
for (let round = -1; round < rounds; round += 1) {
  for (const { database, timesMs } of databases) {
    for (let index = 0; index < (count ?? 0) / rounds; index += 1) {
      const startMs = performance.now();
      await database.command({ ping: 1 });
      if (round >= 0) timesMs.push(performance.now() - startMs);
    }
  }
}
for (const { client } of databases) await client.close();
console.log(JSON.stringify(databases.map(({ timesMs }) => timesMs)));

/** Lets a number of clients ask for a document by its id again and again for two seconds; prints queries per second. */
import { MongoClient } from "mongodb";

const [port, clients = 1] = process.argv.slice(2).map(Number);
const client = new MongoClient(`mongodb://127.0.0.1:${port}/bench?directConnection=true`, {
  maxPoolSize: clients,
  maxConnecting: clients,
});
const items = client.db().collection<{ _id: number }>("items");

async function askFor(durationMs: number): Promise<number> {
  const endMs = performance.now() + durationMs;
  let queries = 0;
  async function askUntilTheEnd(): Promise<void> {
    while (performance.now() < endMs) {
      await items.findOne({ _id: queries % 1000 });
      queries += 1;
    }
  }
  await Promise.all(Array.from({ length: clients }, askUntilTheEnd));
  return queries / (durationMs / 1000);
}

await askFor(1000); // connections are open, and the code is compiled
const perSecond = await askFor(2000);
await client.close();
console.log(JSON.stringify(perSecond));

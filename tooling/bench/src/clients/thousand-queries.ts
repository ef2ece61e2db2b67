/** Asks 1,000 times for a document, ten queries at a time, and prints how long it took in ms. */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI ?? "");
const packages = client.db().collection("packages");

async function ask(times: number): Promise<void> {
  for (let index = 0; index < times; index += 10) {
    await Promise.all(Array.from({ length: 10 }, () => packages.findOne({})));
  }
}

await ask(200); // connections are open, and the code is compiled
const startMs = performance.now();
await ask(1000);
console.log(performance.now() - startMs);

/**
 * @title A tailable cursor beside the inserts that it shows
 *
 * The server answers the cursor's getMore when there is another document.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const events = await client
  .db()
  .createCollection<{ _id: number }>("events", { capped: true, size: 4096 });
await events.insertOne({ _id: 1 });

async function read(): Promise<number[]> {
  const seen: number[] = [];
  for await (const { _id } of events.find({}, { tailable: true, awaitData: true })) {
    seen.push(_id);
    if (_id === 2) break;
  }
  return seen;
}
const [seen] = await Promise.all([read(), events.insertOne({ _id: 2 })]);
console.log(seen.join(" "));

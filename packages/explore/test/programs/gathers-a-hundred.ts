/**
 * @title A hundred queries at once
 *
 * More orders than anybody can try.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

const found: unknown[] = [];
await Promise.all(
  Array.from({ length: 100 }, async (_, number) => {
    found.push(await packages.findOne({ _id: `package ${number}` }));
  }),
);
console.log(`${found.length} answers`);

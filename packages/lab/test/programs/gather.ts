/**
 * @title Ask for everything, then wait
 * @python asyncio.gather
 * @twin one-by-one.ts
 * @latency 40
 *
 * Ten queries that do not need each other
 * take as long as the slowest one.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string; version: string }>("packages");

const names = "mongodb vitest tsx bson prettier turbo esbuild mingo vite rolldown".split(" ");
const found = await Promise.all(names.map((_id) => packages.findOne({ _id })));

console.log(`${found.filter(Boolean).length} packages`);

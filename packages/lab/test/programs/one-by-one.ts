/**
 * @title Wait for each answer before you ask the next question
 * @twin gather.ts
 * @latency 20
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string; version: string }>("packages");

const names = "mongodb vitest tsx bson prettier turbo esbuild mingo vite rolldown".split(" ");
const found = [];
for (const _id of names) found.push(await packages.findOne({ _id }));

console.log(`${found.filter(Boolean).length} packages`);

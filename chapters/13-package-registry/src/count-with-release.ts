/**
 * @title One update: the release and its count
 * @python one update with $push and $inc
 * @twin count-apart.ts
 * @output {n 1..2} releases, the count says {n}
 *
 * An update of one document is done completely or not at all. $push and $inc
 * fit into one command, so a reader sees both changes or neither.
 */
import fastify from "fastify";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
type Package = { _id: string; releases: string[]; releaseCount: number };
const shelf = client.db().collection<Package>("shelf");
const app = fastify();

// #region publish
const _id = "bson";
await shelf.insertOne({ _id, releases: ["1.0.0"], releaseCount: 1 });

app.post("/api/packages/bson/releases/1.1.0", async (_request, reply) => {
  const both = { $push: { releases: "1.1.0" }, $inc: { releaseCount: 1 } };
  await shelf.updateOne({ _id }, both);
  return reply.code(201).send();
});

app.get("/api/packages/bson", () => shelf.findOne({ _id }));
// #endregion

const [, read] = await Promise.all([
  app.inject().post("/api/packages/bson/releases/1.1.0").end(),
  app.inject().get("/api/packages/bson").end(),
]);
const { releases, releaseCount } = read.json<Package>();
console.log(`${releases.length} releases, the count says ${releaseCount}`);

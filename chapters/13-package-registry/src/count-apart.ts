/**
 * @title Bug: the release and its count are two updates
 * @python the course's create_release
 * @twin count-with-release.ts
 * @wrong
 * @output {n 1..2} releases, the count says 1
 *
 * The first update pushes the release, the second one adds to the count. A
 * reader in between sees a count that is wrong. And if the process ends there,
 * the count stays wrong.
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
  await shelf.updateOne({ _id }, { $push: { releases: "1.1.0" } });
  await shelf.updateOne({ _id }, { $inc: { releaseCount: 1 } });
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

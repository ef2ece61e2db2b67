/**
 * @title A page of two queries, however many links it has
 * @python find({"_id": {"$in": names}})
 * @twin details-one-by-one.ts
 * @request GET /packages/mongodb
 *
 * One query for the package, which has the names, and one with $in for all of
 * them. It cannot be a single find: the second one needs the first's answer.
 */
import fastify from "fastify";
import { MongoClient } from "mongodb";

const client = new MongoClient(process.env.MONGODB_URI!);
type Package = { _id: string; dependencies: { name: string }[] };
const packages = client.db().collection<Package>("packages");

// #region details
const app = fastify();

app.get("/packages/mongodb", async () => {
  const found = await packages.findOne({ _id: "mongodb" });
  const names = found?.dependencies.map(({ name }) => name) ?? [];
  const needs = await packages.find({ _id: { $in: names } }).toArray();
  return { ...found, needs };
});
// #endregion

app.addHook("onSend", async ({ url }, { statusCode }) => {
  console.log(statusCode, url);
});
await app.listen({ port: 0 });

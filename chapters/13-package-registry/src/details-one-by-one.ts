/**
 * @title Slow: a page that asks once for each of its links
 * @python a template that loads each link
 * @twin details-together.ts
 * @wrong
 * @same-output both answer the same; the picture counts the queries
 * @request GET /packages/mongodb
 *
 * The page of a package lists what it needs, and asks for each of them in turn.
 * A package with forty dependencies makes a page of 41 round trips. Notice that
 * nothing in the code looks slow.
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
  const needs = [];
  for (const name of names) needs.push(await packages.findOne({ _id: name }));
  return { ...found, needs };
});
// #endregion

app.addHook("onSend", async ({ url }, { statusCode }) => {
  console.log(statusCode, url);
});
await app.listen({ port: 0 });

/**
 * @title Bug: a count without limits is a way to ask for everything
 * @python the course's /api/packages/recent/{count}
 * @twin recent.ts
 * @wrong
 * @request GET /api/packages/recent/3
 * @request GET /api/packages/recent/0
 * @request GET /api/packages/recent/1000000
 *
 * The count goes from the address into the query as it is. A million is a
 * million, and to MongoDB a limit of 0 means no limit. Anybody can have the
 * whole collection, as often as they like. Notice how much is answered.
 */
import fastify from "fastify";
import { MongoClient } from "mongodb";

const client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection("packages");
const app = fastify();

// #region recent
type Asked = { Params: { count: string } };

app.get<Asked>("/api/packages/recent/:count", async ({ params }) => {
  const count = Number(params.count);
  const names = { projection: { _id: 1 } };
  return packages.find({}, names).sort({ _id: -1 }).limit(count).toArray();
});
// #endregion

app.addHook("onSend", async ({ url }, { statusCode }) => {
  console.log(statusCode, url);
});
await app.listen({ port: 0 });

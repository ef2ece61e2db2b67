/**
 * @title A framework that awaits its handlers answers with 500, and lives
 * @python FastAPI, Quart: an exception is a 500
 * @twin handler-rejects.ts
 * @request GET /bson
 * @request GET /no-such-package
 * @request GET /mingo
 *
 * Fastify waits for the handler's promise, as Express 5 does. A rejection is
 * the answer to one request, and the next one is served. Notice the third.
 */
import fastify from "fastify";
import { MongoClient } from "mongodb";

const client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");
const app = fastify();

// #region handler
async function find(_id: string) {
  const found = await packages.findOne({ _id });
  if (!found) throw new Error(`There is no package called ${_id}`);
  return found;
}

app.get<{ Params: { name: string } }>("/:name", async ({ params }) => {
  const found = await find(params.name);
  return found._id;
});
// #endregion

app.addHook("onSend", async ({ url }, { statusCode }) => {
  console.log(statusCode, url);
});
await app.listen({ port: 0 });

/**
 * @title An endpoint with limits: a request, a query, an answer
 * @python FastAPI: count: int = Path(ge=1, le=100)
 * @twin recent-unclamped.ts
 * @request GET /api/packages/recent/3
 * @request GET /api/packages/recent/0
 * @request GET /api/packages/recent/1000000
 *
 * A number that comes from outside has limits, and a schema states them. What
 * does not fit is answered with 400, and the database never hears of it.
 * Notice that only the first of the three requests has a query.
 */
import fastify from "fastify";
import { MongoClient } from "mongodb";
import { z } from "zod";

const client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection("packages");
const app = fastify();

// #region recent
const Params = z.object({ count: z.coerce.number().int().min(1).max(100) });

app.get("/api/packages/recent/:count", async ({ params }, reply) => {
  const { success, data } = Params.safeParse(params);
  if (!success) return reply.code(400).send("count is from 1 to 100");
  const names = { projection: { _id: 1 } };
  return packages.find({}, names).sort({ _id: -1 }).limit(data.count).toArray();
});
// #endregion

app.addHook("onSend", async ({ url }, { statusCode }) => {
  console.log(statusCode, url);
});
await app.listen({ port: 0 });

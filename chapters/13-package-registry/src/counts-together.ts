/**
 * @title An endpoint that asks three things in one round trip
 * @python gather() in /api/stats
 * @twin counts-in-turn.ts
 * @request GET /api/stats
 *
 * The three counts do not need each other, so all of them are sent before the
 * first one is answered. Notice that the request takes one round trip.
 */
import fastify from "fastify";
import { MongoClient } from "mongodb";

const client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection("packages");
const app = fastify();

// #region stats
app.get("/api/stats", async () => {
  const [all, modern, leaves] = await Promise.all([
    packages.countDocuments(),
    packages.countDocuments({ type: "module" }),
    packages.countDocuments({ dependencies: [] }),
  ]);
  return { all, modern, leaves };
});
// #endregion

app.addHook("onSend", async ({ url }, { statusCode }) => {
  console.log(statusCode, url);
});
await app.listen({ port: 0 });

/**
 * @title Slow: an endpoint that counts one thing after the other
 * @python the course's /api/stats
 * @twin counts-together.ts
 * @wrong
 * @same-output both give the same numbers; the picture shows how soon
 * @request GET /api/stats
 *
 * Each count is awaited before the next one is sent, although none of them
 * needs the others. So the page takes three round trips. Notice the stairs
 * inside the request.
 */
import fastify from "fastify";
import { MongoClient } from "mongodb";

const client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection("packages");
const app = fastify();

// #region stats
app.get("/api/stats", async () => {
  const all = await packages.countDocuments();
  const modern = await packages.countDocuments({ type: "module" });
  const leaves = await packages.countDocuments({ dependencies: [] });
  return { all, modern, leaves };
});
// #endregion

app.addHook("onSend", async ({ url }, { statusCode }) => {
  console.log(statusCode, url);
});
await app.listen({ port: 0 });

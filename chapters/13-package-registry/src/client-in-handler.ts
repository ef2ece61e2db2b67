/**
 * @title Slow: every request opens a client of its own
 * @python asyncio.run(init_connection()) at import
 * @twin client-for-the-process.ts
 * @wrong
 * @request GET /api/packages/bson
 * @requests 5
 * @concurrency 5
 * @handshakeLatency
 *
 * Each request connects, asks one question, and closes everything again. The
 * query is the smallest part of it. With hot reload, or a handler that forgets
 * to close, the connections are not even given back.
 */
import fastify from "fastify";
import { MongoClient } from "mongodb";

const app = fastify();
let clients = 0;

// #region connect
async function connect() {
  clients += 1;
  return await MongoClient.connect(process.env.MONGODB_URI!);
}

app.get("/api/packages/bson", async () => {
  await using client = await connect();
  return await client.db().collection("packages").findOne({ name: "bson" });
});
// #endregion

process.once("SIGINT", () => {
  console.log("clients opened:", clients);
  process.exit();
});
await app.listen({ port: 0 });

/**
 * @title Share the promise of one client among all requests
 * @python one AsyncMongoClient, made when the application starts
 * @twin client-in-handler.ts
 * @request GET /api/packages/bson
 * @requests 5
 * @concurrency 5
 * @handshakeLatency
 * @unsteady which connection each query gets depends on how soon it is open
 *
 * The first request starts to connect, and keeps the promise where all others
 * find it. They wait for the same client, also those that come before it is
 * connected. Notice that there is one handshake before the queries.
 */
import fastify from "fastify";
import { MongoClient } from "mongodb";

const app = fastify();
let clients = 0;

// #region connect
let connecting: Promise<MongoClient> | undefined;

function connect() {
  if (!connecting) clients += 1;
  return (connecting ??= MongoClient.connect(process.env.MONGODB_URI!));
}

app.get("/api/packages/bson", async () => {
  const client = await connect();
  return await client.db().collection("packages").findOne({ name: "bson" });
});
// #endregion

process.once("SIGINT", () => {
  console.log("clients opened:", clients);
  process.exit();
});
await app.listen({ port: 0 });

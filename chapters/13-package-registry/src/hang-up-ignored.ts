/**
 * @title Slow: the caller has hung up, and the query goes on
 * @python a handler that never asks request.is_disconnected()
 * @twin hang-up-aborts.ts
 * @wrong
 *
 * Somebody closes the page while a report is being made. The handler does not
 * notice. The database works on, and its answer is thrown away. People who wait
 * press "reload", so there will soon be more such queries.
 */
import fastify from "fastify";
import { MongoClient } from "mongodb";

const uri = process.env.MONGODB_URI!;
await using client = new MongoClient(uri, { monitorCommands: true });
const packages = client.db().collection("packages");
const app = fastify({ forceCloseConnections: true });
const slow = { $where: "sleep(1000) || true" }; // a query that takes long

// #region report
const handled = new Promise<void>((resolve) => {
  app.get("/report", async () => {
    try {
      await packages.findOne(slow);
      console.log("the query is done, and nobody waits for it");
    } catch (error) {
      console.log("the query was given up:", (error as Error).name);
    }
    resolve();
  });
});
// #endregion

const url = await app.listen({ port: 0, host: "127.0.0.1" });
const caller = new AbortController();
// The caller hangs up while the query is at work.
client.once("commandStarted", () => caller.abort());
const asked = fetch(`${url}/report`, { signal: caller.signal });
await asked.catch(() => console.log("the caller has hung up"));
await handled;
await app.close();

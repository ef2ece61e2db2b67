/**
 * @title The caller hangs up, and the query is aborted
 * @python asyncio.CancelledError in the handler
 * @twin hang-up-ignored.ts
 *
 * A request has a signal, which is aborted when its caller is gone. Hand it to
 * the driver, and the query ends as well. Do so only for requests without a
 * body: with one, Fastify aborts the signal as soon as the body has been read.
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
  app.get("/report", async ({ signal }) => {
    try {
      await packages.findOne(slow, { signal });
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

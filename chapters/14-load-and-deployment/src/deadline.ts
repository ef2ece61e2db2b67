/**
 * @title A deadline that goes all the way down to the database
 * @python asyncio.timeout in the view, and max_time_ms in each query
 * @twin no-deadline.ts
 * @latency 20
 *
 * The caller says how long it waits. Each query gets what is left of that as
 * maxTimeMS, so the server itself ends the first one, and the second is never
 * sent. The caller gets a clear answer in time: 504.
 */
import { MongoClient, MongoServerError } from "mongodb";
import { serve } from "./serve.ts";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection("packages");
const slow = { $where: "sleep(600) || true" }; // stands for a slow query

// #region deadline
let answered = 0;
await using app = await serve(async ({ headers }) => {
  const deadline = Date.now() + Number(headers["deadline-ms"] ?? 1_000);
  const left = () => Math.max(1, deadline - Date.now());
  try {
    for (const query of [slow, slow]) {
      await packages.findOne(query, { maxTimeMS: left() });
      answered += 1;
    }
    return [200, "done"];
  } catch (error) {
    const isOver = error instanceof MongoServerError && error.code === 50;
    return isOver ? [504, "no time left"] : [500, "failed"];
  }
});
// #endregion

const told = await fetch(app.url, { headers: { "deadline-ms": "300" } });
console.log("caller:", told.status, await told.text());
await app.idle();
console.log("queries done for nobody:", answered);

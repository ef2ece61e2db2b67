/**
 * @title Wrong: the same old token, again and again
 * @python while True: try watch, except sleep
 * @twin start-over.ts
 * @wrong
 *
 * The server keeps its log of changes for a while only. This service was off
 * for too long, and its token is older than the log. No retry can help. A real
 * service retries forever: it seems to be at work, and never gets a change.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { MongoClient, type MongoServerError } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const releases = client.db().collection<{ _id: string }>("releases");

// What it stored in 2022.
const resumeAfter = { _data: "82635019A0000000012B0229296E04" };

// #region retry
for (let attempt = 1; attempt <= 3; attempt++) {
  try {
    await using changes = releases.watch([], { resumeAfter });
    for await (const change of changes) console.log(change.operationType);
  } catch (error) {
    console.log("again:", (error as MongoServerError).codeName);
    await sleep(100); // people wait longer
  }
}
// #endregion

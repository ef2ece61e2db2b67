/**
 * @title A tailable cursor waits on the server for the next document
 * @python CursorType.TAILABLE_AWAIT
 * @twin poll.ts
 *
 * A capped collection has a fixed size, and keeps the order of insertion. Its
 * tailable cursor does not end with the last document: with awaitData, the
 * server keeps the getMore until there is another one. Like `tail -f`.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const db = client.db();

// #region tail
type Event = { _id: number };
const capped = { capped: true, size: 4_096 };
const events = await db.createCollection<Event>("events", capped);
await events.insertOne({ _id: 0 }); // on an empty one, the cursor ends at once

async function read() {
  const waiting = { tailable: true, awaitData: true, maxAwaitTimeMS: 5_000 };
  for await (const { _id } of events.find({}, waiting)) {
    console.log("event", _id);
    if (_id === 3) break;
  }
}
// #endregion

async function produce() {
  for (const _id of [1, 2, 3]) {
    await sleep(300); // stands for the time until something happens
    await events.insertOne({ _id });
  }
}

await Promise.all([produce(), read()]);

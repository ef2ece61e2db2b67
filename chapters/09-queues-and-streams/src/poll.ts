/**
 * @title Wasteful: ask again and again whether there is something new
 * @python while True: find, then asyncio.sleep
 * @twin tail.ts
 * @wrong
 * @output {5..} questions for nothing
 * @unsteady how often it can ask in the time depends on the machine
 *
 * The reader asks every 20 ms for what it has not seen. Most answers are empty,
 * and an event still waits for the next question.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const events = client.db().collection<{ _id: number }>("events");
await events.insertOne({ _id: 0 });

async function produce() {
  for (const _id of [1, 2, 3]) {
    await sleep(300); // stands for the time until something happens
    await events.insertOne({ _id });
  }
}

// #region poll
async function read() {
  let [last, forNothing] = [-1, 0];
  while (last < 3) {
    const found = await events.find({ _id: { $gt: last } }).toArray();
    if (found.length === 0) forNothing++;
    for (const { _id } of found) console.log("event", (last = _id));
    await sleep(20);
  }
  console.log(`${forNothing} questions for nothing`);
}
// #endregion

await Promise.all([produce(), read()]);

/**
 * @title A group whose children never outlive it
 * @python asyncio.TaskGroup
 * @twin all-fails.ts
 * @latency 50
 *
 * The language has no such thing, so with-task-group.ts builds it from an
 * AbortController and sixty lines. The first failure aborts the siblings, the
 * group waits until each has really ended, and only then rejects. Notice that
 * no bar goes on after the catch: their sockets are closed instead.
 */
import { on } from "node:events";
import { MongoClient } from "mongodb";
import { withTaskGroup } from "./with-task-group.ts";

await using client = new MongoClient(process.env.MONGODB_URI!, {
  minPoolSize: 3, // a connection carries one query at a time
});
const opened = on(client, "connectionReady");
await client.connect();
for (let open = 0; open < 3; open++) await opened.next();
const packages = client.db().collection<{ _id: string }>("packages");

const ended: string[] = [];

async function findTwice(_id: string, signal: AbortSignal) {
  try {
    await packages.findOne({ _id }, { signal });
    await packages.findOne({ _id }, { signal });
    ended.push(`${_id} found`);
  } catch (error) {
    ended.push(`${_id} aborted`);
    throw error;
  }
}

// #region group
try {
  await withTaskGroup(async (group) => {
    void group.start((signal) => findTwice("mongodb", signal));
    void group.start((signal) => findTwice("vitest", signal));
    await packages.aggregate([{ $mach: { license: "MIT" } }]).next();
    console.log("never printed");
  });
} catch (error) {
  const { name, errors } = error as AggregateError;
  console.log(`${name} of ${errors.map((each: Error) => each.name).join()}`);
  console.log(`by then: ${ended.toSorted().join(", ")}`);
}
// #endregion

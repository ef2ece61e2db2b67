/**
 * @title A task group: no child outlives it
 * @python asyncio.TaskGroup
 * @twin all-fails.ts
 * @unordered stopped:
 *
 * JavaScript has no such thing, so with-task-group.ts builds it from an
 * AbortController. The first failure aborts the siblings, the group waits until
 * each of them has ended, and only then rejects. Notice that no bar goes on
 * after "caught".
 */
import { MongoClient } from "mongodb";
import { withTaskGroup } from "./with-task-group.ts";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

async function findTwice(_id: string, signal: AbortSignal) {
  try {
    for (let i = 0; i < 2; i++) await packages.findOne({ _id }, { signal });
  } catch (error) {
    console.log("stopped:", _id);
    throw error;
  }
}

// #region group
try {
  await withTaskGroup(async (group) => {
    void group.start((signal) => findTwice("mongodb", signal));
    void group.start((signal) => findTwice("vitest", signal));
    await packages.aggregate([{ $mach: { license: "MIT" } }]).toArray();
    console.log("never printed");
  });
} catch (error) {
  const { name, errors } = error as AggregateError;
  console.log("caught:", name, "of", errors.map((each) => each.name).join());
}
// #endregion

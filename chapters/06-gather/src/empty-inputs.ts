/**
 * @title Four ways to wait for nothing
 * @python asyncio.gather() gives []; asyncio.wait([]) raises
 *
 * Lists come out of databases, and lists can be empty. Of an empty list, all
 * and allSettled are done at once, and any rejects. `await Promise.race([])`
 * waits forever; when nothing else is left to do, the program just ends.
 */
import { setTimeout as sleep } from "node:timers/promises";

const nothing: Promise<string>[] = [];

// #region empty
console.log("all:", await Promise.all(nothing));
console.log("allSettled:", await Promise.allSettled(nothing));

try {
  await Promise.any(nothing);
} catch (error) {
  const { name, errors } = error as AggregateError;
  console.log(`any: ${name} of ${errors.length} errors`);
}

let raceSettled = false;
void Promise.race(nothing).finally(() => (raceSettled = true));
await sleep(100); // long enough for anything that would ever happen
console.log("race settled:", raceSettled);
// #endregion

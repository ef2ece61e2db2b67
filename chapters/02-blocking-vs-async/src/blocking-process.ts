/**
 * @title Blocking: stand still until another process ends
 * @python subprocess.run
 * @twin async-process.ts
 * @wrong
 * @latency 50
 * @output mongodb {word} in {1L..99L} ms
 *
 * A child process does the query, so this thread has nothing to do with it.
 * Yet execFileSync makes it stand still until the child has ended. Notice
 * that the timer does not beat: work elsewhere is no help if you block on it.
 */
import { execFileSync } from "node:child_process";

const script = `
  import { MongoClient } from "mongodb";
  const client = new MongoClient(process.env.MONGODB_URI);
  const packages = client.db().collection("packages");
  const found = await packages.findOne({ _id: "mongodb" });
  console.log(found.version);
  await client.close();
`;

let heartbeats = 0;
const heart = setInterval(() => heartbeats++, 10);
const startedAt = performance.now();

// #region process
const version = execFileSync(
  process.execPath,
  ["--input-type=module", "--eval", script],
  { cwd: import.meta.dirname, encoding: "utf8" },
);
// #endregion

const elapsedMs = Math.round(performance.now() - startedAt);
console.log(`mongodb ${version.trim()} in ${elapsedMs} ms`);
console.log(`${heartbeats} heartbeats meanwhile`);
clearInterval(heart);

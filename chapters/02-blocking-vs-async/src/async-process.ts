/**
 * @title Await another process
 * @python asyncio.create_subprocess_exec
 * @twin blocking-process.ts
 * @latency 50
 * @output mongodb {word} in {1L..99L} ms
 * @output {1..999} heartbeats meanwhile
 *
 * The same child process, awaited. The thread is free until the child has
 * ended. Notice that the timer goes on beating.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

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
const { stdout: version } = await promisify(execFile)(
  process.execPath,
  ["--input-type=module", "--eval", script],
  { cwd: import.meta.dirname, encoding: "utf8" },
);
// #endregion

const elapsedMs = Math.round(performance.now() - startedAt);
console.log(`mongodb ${version.trim()} in ${elapsedMs} ms`);
console.log(`${heartbeats} heartbeats meanwhile`);
clearInterval(heart);

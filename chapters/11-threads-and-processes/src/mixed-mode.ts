/**
 * @title Await, a thread and a process, all at once
 * @python the unsync library
 *
 * A query waits for the network: await it. A count of primes computes: give it
 * to a thread. A tool is a program of its own: start a process. All three are
 * promises, so one Promise.all waits for them together. Notice three kinds of
 * lanes, side by side.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { MongoClient } from "mongodb";
import { Piscina } from "piscina";

const job = { from: 1_000_000, to: 1_050_000 };
const filename = new URL("./count-primes.mjs", import.meta.url).href;
await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();

// #region mixed
const pool = new Piscina({ filename, maxThreads: 1 });

const [document, primes, { stdout }] = await Promise.all([
  client.db().collection("packages").findOne({ license: "MIT" }),
  pool.run(job),
  promisify(execFile)(process.execPath, ["--print", "6 * 7"]),
]);

console.log(`await: a package under the ${document?.license} license`);
console.log(`thread: ${primes} primes`);
console.log(`process: ${stdout.trim()}`);
// #endregion

await pool.close();

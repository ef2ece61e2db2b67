/**
 * @title Await another program
 * @python asyncio.create_subprocess_exec
 * @twin blocking-process.ts
 * @output version {word}, {1..999} heartbeats meanwhile
 *
 * The same child process, awaited. The thread is free until the child has
 * ended. Notice that the timer keeps beating.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const script = `
  import { MongoClient } from "mongodb";
  const client = new MongoClient(process.env.MONGODB_URI);
  const packages = client.db().collection("packages");
  console.log((await packages.findOne({ _id: "mongodb" })).version);
  await client.close();
`;

// #region process
let heartbeats = 0;
const heart = setInterval(() => heartbeats++, 10);

const options = { cwd: import.meta.dirname, encoding: "utf8" } as const;
const args = ["--input-type=module", "--eval", script];
const run = promisify(execFile);
const { stdout } = await run(process.execPath, args, options);

const version = stdout.trim();
console.log(`version ${version}, ${heartbeats} heartbeats meanwhile`);
clearInterval(heart);
// #endregion

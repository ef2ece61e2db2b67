/**
 * @title Blocking: the thread stops until another program has ended
 * @python subprocess.run
 * @twin async-process.ts
 * @wrong
 * @output version {word}, 0 heartbeats meanwhile
 *
 * Another process sends the query, so this thread has nothing to do. Yet
 * execFileSync stops it until that process has ended. Notice that the timer
 * does not beat: work elsewhere is no help if you block until it is done.
 */
import { execFileSync } from "node:child_process";

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
const stdout = execFileSync(process.execPath, args, options);

const version = stdout.trim();
console.log(`version ${version}, ${heartbeats} heartbeats meanwhile`);
clearInterval(heart);
// #endregion

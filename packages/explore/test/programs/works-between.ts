/**
 * @title Work between two commands
 *
 * The variable BETWEEN names the work. Another worker asks once meanwhile.
 */
import { lookup } from "node:dns/promises";
import { readFile } from "node:fs/promises";
import { setImmediate, setTimeout as sleep } from "node:timers/promises";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const accounts = client.db().collection<{ _id: string; balance: number }>("accounts");

const works: Record<string, () => unknown> = {
  computing() {
    const untilMs = performance.now() + 200;
    while (performance.now() < untilMs);
  },
  async immediates() {
    for (let turn = 0; turn < 200; turn += 1) await setImmediate();
  },
  async timers() {
    for (let turn = 0; turn < 3; turn += 1) await sleep(20);
  },
  async worker() {
    const source = "const end = Date.now() + 50; while (Date.now() < end);";
    await once(new Worker(source, { eval: true }), "exit");
  },
  file: () => readFile(new URL(import.meta.url)),
  dns: () => lookup("localhost"),
};

async function change(): Promise<void> {
  await accounts.findOne({ _id: "ada" });
  await works[process.env.BETWEEN ?? ""]?.();
  await accounts.insertOne({ _id: "ada", balance: 100 });
}
const [, seen] = await Promise.all([change(), accounts.findOne({ _id: "ada" })]);
console.log(`seen: ${seen?.balance}`);

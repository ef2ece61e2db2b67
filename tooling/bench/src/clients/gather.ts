/**
 * Gathers `size` queries `times` times on a pool whose connections are all open, and prints how many
 * of its finds came before the measured ones.
 */
import { MongoClient } from "mongodb";

const [port, size = 0, times = 0] = process.argv.slice(2).map(Number);
const client = new MongoClient(`mongodb://127.0.0.1:${port}/bench?directConnection=true`, {
  maxConnecting: size,
});
let opened = 0;
client.on("connectionReady", () => {
  opened += 1;
});
const packages = client.db().collection("packages");

async function gather(): Promise<void> {
  await Promise.all(Array.from({ length: size }, () => packages.findOne({})));
}

let before = 0;
// The first thousands of queries are spent on compiling the code, in all three processes.
const warmUp = 3000;
while (opened < size || before < warmUp) {
  await gather();
  before += size;
}
for (let index = 0; index < times; index += 1) await gather();
await client.close();
console.log(JSON.stringify(before));

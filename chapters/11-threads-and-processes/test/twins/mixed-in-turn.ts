import { execFileSync } from "node:child_process";
import { MongoClient } from "mongodb";
import countPrimes from "../../src/count-primes.mjs";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const document = await client.db().collection("packages").findOne({ license: "MIT" });
const primes = countPrimes({ from: 1_000_000, to: 1_050_000 });
const stdout = execFileSync(process.execPath, ["--print", "6 * 7"], { encoding: "utf8" });
console.log(`await: a package under the ${document?.["license"]} license`);
console.log(`thread: ${primes} primes`);
console.log(`process: ${stdout.trim()}`);

import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const counters = client.db().collection<{ _id: string; value: number }>("counters");
await counters.insertOne({ _id: "orders", value: 0 });

let calls = 0;
async function nextNumber() {
  calls++;
  const counter = await counters.findOne({ _id: "orders" });
  const value = (counter?.value ?? 0) + 1;
  await counters.updateOne({ _id: "orders" }, { $set: { value } });
  return value;
}

const numbers = await Promise.all([nextNumber(), nextNumber()]);
console.log(`numbers: ${numbers.toSorted((a, b) => a - b).join()}`);
console.log(`the function was called ${calls} times`);

/**
 * @title maxPoolSize: ten queries through two connections
 * @python maxPoolSize of AsyncMongoClient
 *
 * A connection carries one query at a time. So maxPoolSize limits how many are
 * in flight, however many you start; the others wait inside the driver.
 * Notice the five waves. Another size goes after the program's name.
 */
import { MongoClient } from "mongodb";

// #region pool
await using client = new MongoClient(process.env.MONGODB_URI!, {
  maxPoolSize: Number(process.argv[2] ?? 2),
});
const packages = client.db().collection<{ _id: string }>("packages");

const list = "asn1 async b4a bson mingo mongodb tsx turbo typescript vitest";
const asked = list.split(" ").map((_id) => packages.findOne({ _id }));
console.log(`${asked.length} queries asked`);

const found = await Promise.all(asked);
console.log(`${found.length} packages found`);
// #endregion

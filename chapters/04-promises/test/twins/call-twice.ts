/**
 * @title Each call is a query of its own
 * @wrong
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

const find = () => packages.findOne({ _id: "mongodb" });

const first = await find();
const second = await find();
console.log("the same object both times:", first === second);

const readers = Array.from({ length: 100 }, async () => await find());
const documents = new Set(await Promise.all(readers));
console.log("100 more awaits, different objects:", documents.size);

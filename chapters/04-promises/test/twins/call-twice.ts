/**
 * @title Each call is a query of its own
 * @wrong
 */
import { MongoClient } from "mongodb";

const uri = process.env.MONGODB_URI!;
await using client = new MongoClient(uri, { monitorCommands: true });
const packages = client.db().collection<{ _id: string }>("packages");

let commands = 0;
client.on("commandStarted", () => (commands += 1));

const find = () => packages.findOne({ _id: "mongodb" });

const first = await find();
const second = await find();
console.log(`the same object both times: ${first === second}`);

const readers = Array.from({ length: 100 }, async () => await find());
const documents = new Set(await Promise.all(readers));
console.log(`100 more awaits, different objects: ${documents.size}`);
console.log(`commands sent: ${commands}`);

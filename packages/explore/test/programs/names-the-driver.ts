/**
 * @title What the driver is made of
 *
 * However the program was started, it sees the same driver.
 */
import {
  AbstractCursor,
  BSON,
  ChangeStream,
  ClientSession,
  Collection,
  Db,
  FindCursor,
  GridFSBucket,
  Long,
  MongoBulkWriteError,
  MongoClient,
  MongoNetworkError,
  MongoServerError,
  MongoServerSelectionError,
  ObjectId,
  ReadPreference,
} from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const names = client.db().collection<{ _id: number }>("names");
await names.insertOne({ _id: 1 });

for (const each of [AbstractCursor, ChangeStream, ClientSession, Collection, Db, FindCursor]) {
  console.log(each.name, each.length, Object.getOwnPropertyNames(each.prototype).join(" "));
}
for (const each of [MongoBulkWriteError, MongoNetworkError, MongoServerSelectionError]) {
  console.log(each.name, Object.getPrototypeOf(each).name);
}
console.log(Object.keys(BSON), GridFSBucket.name, Long.fromNumber(1), ReadPreference.primary);
console.log(client.constructor.name, names, new ObjectId("0".repeat(24)));
await names.insertOne({ _id: 1 }).catch((error: Error) => {
  console.log(error instanceof MongoServerError, error.constructor.name, error.name);
});

import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const doctors = client.db().collection<{ _id: string; onCall: boolean }>("doctors");
await doctors.insertMany([
  { _id: "ada", onCall: true },
  { _id: "bob", onCall: true },
]);
await client.withSession((session) =>
  session.withTransaction(async () => {
    const onCall = await doctors.find({ onCall: true }, { session }).toArray();
    if (onCall.length < 2) return;
    await doctors.updateOne({ _id: "ada" }, { $set: { onCall: false } }, { session });
  }),
);

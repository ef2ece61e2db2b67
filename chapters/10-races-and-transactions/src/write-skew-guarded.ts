/**
 * @title Let both write one document, and they conflict
 * @python a guard document, or materializing the conflict
 * @twin write-skew.ts
 *
 * Both transactions first write one shared document. Now they conflict: the
 * second starts again, and this time sees that only one doctor is left.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
type Doctor = { _id: string; onCall: boolean };
const doctors = client.db().collection<Doctor>("doctors");
const shifts = client
  .db()
  .collection<{ _id: string; changes: number }>("shifts");
await shifts.insertOne({ _id: "tonight", changes: 0 });
await doctors.insertMany([
  { _id: "ada", onCall: true },
  { _id: "bob", onCall: true },
]);

// #region go-home
async function goHome(_id: string) {
  await client.withSession((session) =>
    session.withTransaction(async () => {
      const change = { $inc: { changes: 1 } };
      await shifts.updateOne({ _id: "tonight" }, change, { session });
      const onCall = await doctors
        .find({ onCall: true }, { session })
        .toArray();
      if (onCall.length < 2) return;
      await doctors.updateOne(
        { _id },
        { $set: { onCall: false } },
        { session },
      );
    }),
  );
}

await Promise.all([goHome("ada"), goHome("bob")]);
// #endregion

console.log(`on call: ${await doctors.countDocuments({ onCall: true })}`);

/**
 * @title Two doctors go home, and nobody is on call
 * @python two transactions that read the same and write apart
 * @twin write-skew-guarded.ts
 * @wrong
 *
 * Each transaction sees that two are on call, and takes one off. They write
 * different documents, so there is no conflict, and both commit. This is a
 * write skew, and snapshot isolation allows it.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
type Doctor = { _id: string; onCall: boolean };
const doctors = client.db().collection<Doctor>("doctors");
await doctors.insertMany([
  { _id: "ada", onCall: true },
  { _id: "bob", onCall: true },
]);

// #region go-home
async function goHome(_id: string) {
  await client.withSession((session) =>
    session.withTransaction(async () => {
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

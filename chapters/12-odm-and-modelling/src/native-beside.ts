/**
 * @title The same work with the driver alone
 * @same-picture the same commands; the claims show when they are sent
 * @python PyMongo's async client beside Beanie
 * @twin quickstart.ts
 * @same-output both print the same documents; the wire shows what differs
 * @latency 100
 *
 * An ODM sends nothing that you could not send yourself. Here are the same four
 * commands, written by hand. Notice what is missing: no default for stars, and
 * no check that there is a name. That is the schema's job.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);

// #region native
const projects = client.db().collection("projects");
const first = { name: "bson", stars: 0 };
const { insertedId } = await projects.insertOne(first);
await projects.insertMany([
  { name: "mingo", stars: 0 },
  { name: "tsx", stars: 7 },
]);

for await (const project of projects.find().sort({ name: -1 })) {
  console.log(project.name, project.stars);
}

await projects.updateOne({ _id: insertedId }, { $set: { stars: 1 } });
// #endregion

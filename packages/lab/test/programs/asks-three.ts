import { MongoClient } from "mongodb";

await using client = new MongoClient(`${process.env.MONGODB_URI}&maxConnecting=3`);
const packages = client.db().collection<{ _id: string }>("packages");

await Promise.all(
  ["bson", "mongodb", "tsx"].map(async (_id) => {
    const found = await packages.findOne({ _id });
    console.log(found?._id);
  }),
);

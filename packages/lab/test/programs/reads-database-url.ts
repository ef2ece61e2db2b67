import { MongoClient } from "mongodb";

const client = process.env.DATABASE_URL
  ? new MongoClient(process.env.DATABASE_URL)
  : new MongoClient("mongodb://127.0.0.1:1", { serverSelectionTimeoutMS: 50 });
try {
  const found = await client.db().collection("packages").find({}).limit(1).toArray();
  console.log(`${found.length} package`);
} catch {
  console.log("no database");
} finally {
  await client.close();
}

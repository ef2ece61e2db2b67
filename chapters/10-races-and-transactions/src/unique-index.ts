/**
 * @title A unique index: the server says who came second
 * @python create_index(unique=True), DuplicateKeyError
 * @twin check-then-insert.ts
 *
 * Do not look first. Insert, and let the index decide: it sees all requests,
 * from every program. The second one gets error 11000, which here is an answer,
 * not a failure.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const users = client.db().collection("users");

// #region sign-up
await users.createIndex({ email: 1 }, { unique: true });

async function signUp(email: string) {
  try {
    await users.insertOne({ email });
    return "welcome";
  } catch (error) {
    if ((error as { code?: number }).code !== 11000) throw error;
    return "taken";
  }
}

await Promise.all([signUp("ada@example.com"), signUp("ada@example.com")]);
// #endregion

const count = await users.countDocuments({ email: "ada@example.com" });
console.log(`users with this e-mail: ${count}`);

/**
 * @title Look whether the name is free, then insert: two get it
 * @python the course's create_user
 * @twin unique-index.ts
 * @wrong
 *
 * Between looking and inserting, another request can look, too. Both see that
 * the address is free. This is a phantom: a document that was not there when
 * you looked.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const users = client.db().collection("users");

// #region sign-up
async function signUp(email: string) {
  if (await users.findOne({ email })) return "taken";
  await users.insertOne({ email });
  return "welcome";
}

await Promise.all([signUp("ada@example.com"), signUp("ada@example.com")]);
// #endregion

const count = await users.countDocuments({ email: "ada@example.com" });
console.log(`users with this e-mail: ${count}`);

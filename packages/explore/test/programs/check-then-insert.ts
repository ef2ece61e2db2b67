/**
 * @title Bug: two sign-ups that look first whether the address is free
 * @wrong
 *
 * Between the look and the insert the other one can look, too.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const users = client.db().collection("users");

async function signUp(email: string): Promise<boolean> {
  if (await users.findOne({ email })) return false;
  await users.insertOne({ email, since: new Date() });
  return true;
}
const done = await Promise.all([signUp("ada@example.com"), signUp("ada@example.com")]);

console.log(`signed up: ${done.filter(Boolean).length}`);

/**
 * @title A unique index decides who was first, and the other gets 409
 * @python DuplicateKeyError, answered with 409
 * @twin email-check-first.ts
 *
 * The handler does not look first. It inserts, and the index refuses what is
 * there already, whichever request or process it comes from. Error 11000 is no
 * failure here but the answer to a question.
 */
import fastify from "fastify";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const users = client.db().collection("users");

// #region sign-up
await users.createIndex({ email: 1 }, { unique: true });
const app = fastify();
type SignUp = { Body: { email: string } };

app.post<SignUp>("/api/users", async ({ body: { email } }, reply) => {
  try {
    await users.insertOne({ email });
  } catch (error) {
    if ((error as { code?: number }).code !== 11000) throw error;
    return reply.code(409).send();
  }
  return reply.code(201).send();
});
// #endregion

const payload = { email: "ada@example.com" };
const click = () => app.inject().post("/api/users").payload(payload).end();
const answers = await Promise.all([click(), click()]);
const codes = answers.map(({ statusCode }) => String(statusCode));
console.log(codes.toSorted().join(", "));
console.log("accounts:", await users.countDocuments(payload));

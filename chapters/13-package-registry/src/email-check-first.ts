/**
 * @title Bug: look whether the address is free, then create the account
 * @python the course's create_account
 * @twin email-index.ts
 * @wrong
 *
 * Somebody clicks twice, so two requests are on their way. Both look, both see
 * that the address is free, and both insert. Run it in every order with
 * `pnpm lesson orders`: in some of them, there is one account.
 */
import fastify from "fastify";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const users = client.db().collection("users");

// #region sign-up
const app = fastify();
type SignUp = { Body: { email: string } };

app.post<SignUp>("/api/users", async ({ body: { email } }, reply) => {
  if (await users.findOne({ email })) return reply.code(409).send();
  await users.insertOne({ email });
  return reply.code(201).send();
});
// #endregion

const payload = { email: "ada@example.com" };
const click = () => app.inject().post("/api/users").payload(payload).end();
const answers = await Promise.all([click(), click()]);
const codes = answers.map(({ statusCode }) => String(statusCode));
console.log(codes.toSorted().join(", "));
console.log("accounts:", await users.countDocuments(payload));

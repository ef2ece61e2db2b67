/**
 * @title Bug: a query object instead of a password
 * @python await request.json() in a filter, without a model
 * @twin login-validated.ts
 * @wrong
 * @request POST /login {"email":"ada@example.com","password":"wrong"}
 * @request POST /login {"email":"ada@example.com","password":{"$ne":null}}
 *
 * The type says that the password is a string, but a type checks nothing at run
 * time. The body is JSON, and JSON has objects: `{ "$ne": null }` is every
 * password there is. No quote was needed to inject this.
 */
import fastify from "fastify";
import { MongoClient } from "mongodb";

const client = new MongoClient(process.env.MONGODB_URI!);
const users = client.db().collection("users");
const app = fastify();

// #region login
// A one-time password, sent by mail.
await users.insertOne({ email: "ada@example.com", password: "482913" });

type LogIn = { Body: { email: string; password: string } };

app.post<LogIn>("/login", async ({ body: { email, password } }, reply) => {
  const user = await users.findOne({ email, password });
  return reply.code(user ? 200 : 401).send();
});
// #endregion

app.addHook("onSend", async ({ url }, { statusCode }) => {
  console.log(statusCode, url);
});
await app.listen({ port: 0 });

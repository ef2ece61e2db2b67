/**
 * @title Check what comes from outside before it reaches a query
 * @python a pydantic model as the handler's parameter
 * @twin login-by-query.ts
 * @request POST /login {"email":"ada@example.com","password":"wrong"}
 * @request POST /login {"email":"ada@example.com","password":{"$ne":null}}
 *
 * The schema says that a password is a string, and checks that at run time. An
 * object is refused with 400 before there is a query. The same schema gives the
 * handler its types.
 */
import fastify from "fastify";
import { MongoClient } from "mongodb";
import { z } from "zod";

const client = new MongoClient(process.env.MONGODB_URI!);
const users = client.db().collection("users");
const app = fastify();

// #region login
// A one-time password, sent by mail.
await users.insertOne({ email: "ada@example.com", password: "482913" });

const LogIn = z.object({ email: z.string(), password: z.string() });

app.post("/login", async ({ body }, reply) => {
  const { success, data } = LogIn.safeParse(body);
  if (!success) return reply.code(400).send();
  const user = await users.findOne(data);
  return reply.code(user ? 200 : 401).send();
});
// #endregion

app.addHook("onSend", async ({ url }, { statusCode }) => {
  console.log(statusCode, url);
});
await app.listen({ port: 0 });

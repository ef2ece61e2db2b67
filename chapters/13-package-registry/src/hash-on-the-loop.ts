/**
 * @title Blocking: one sign-up stops every other request
 * @python argon2's hash() in an async handler
 * @twin hash-off-the-thread.ts
 * @wrong
 * @request POST /api/users {"password":"correct horse battery staple"}
 * @request GET /healthz
 * @concurrency 2
 *
 * A good password hash is slow on purpose: it makes guessing slow. Here the
 * only thread computes it, and the server reads nothing meanwhile, not even a
 * health check. Notice how long /healthz lies unread.
 */
import { hashSync } from "@node-rs/argon2";
import fastify from "fastify";
import { MongoClient } from "mongodb";

const client = new MongoClient(process.env.MONGODB_URI!);
const users = client.db().collection("users");
const app = fastify();
const cost = { memoryCost: 64 * 1024, timeCost: 2 }; // slow, on purpose

// #region sign-up
type SignUp = { Body: { password: string } };

app.post<SignUp>("/api/users", async ({ body: { password } }, reply) => {
  const passwordHash = hashSync(password, cost);
  console.log("hashed");
  await users.insertOne({ passwordHash });
  return reply.code(201).send();
});

app.get("/healthz", async () => "ok");
// #endregion

app.addHook("onSend", async ({ url }) => console.log("answered", url));
await app.listen({ port: 0 });

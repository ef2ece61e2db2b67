/**
 * @title Hash the password on another thread
 * @python await asyncio.to_thread(hasher.hash, password)
 * @twin hash-on-the-loop.ts
 * @request POST /api/users {"password":"correct horse battery staple"}
 * @request GET /healthz
 * @concurrency 2
 *
 * The same hash, with await: the library computes it on a thread of Node's
 * pool. The event loop goes on, and /healthz is answered at once. Notice that
 * the thread is free while the hash is computed.
 */
import { hash } from "@node-rs/argon2";
import fastify from "fastify";
import { MongoClient } from "mongodb";

const client = new MongoClient(process.env.MONGODB_URI!);
const users = client.db().collection("users");
const app = fastify();
const cost = { memoryCost: 64 * 1024, timeCost: 2 }; // slow, on purpose

// #region sign-up
type SignUp = { Body: { password: string } };

app.post<SignUp>("/api/users", async ({ body: { password } }, reply) => {
  const passwordHash = await hash(password, cost);
  console.log("hashed");
  await users.insertOne({ passwordHash });
  return reply.code(201).send();
});

app.get("/healthz", async () => "ok");
// #endregion

app.addHook("onSend", async ({ url }) => console.log("answered", url));
await app.listen({ port: 0 });

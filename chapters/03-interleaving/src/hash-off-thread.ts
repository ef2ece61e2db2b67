/**
 * @title Hash a password elsewhere, and serve the others meanwhile
 * @python await asyncio.to_thread(hashlib.pbkdf2_hmac, ...)
 * @twin hash-in-request.ts
 * @request POST /login
 * @request GET /packages/bson
 * @request GET /packages/tsx
 * @concurrency 3
 *
 * The asynchronous pbkdf2 runs in Node's thread pool. The thread is free at
 * once, so it reads the other requests and sends their queries. Notice that
 * these are answered long before the hash is there.
 */
import { pbkdf2 } from "node:crypto";
import { createServer } from "node:http";
import { promisify } from "node:util";
import { MongoClient } from "mongodb";

const client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");
const hash = promisify(pbkdf2);

// #region answer
async function answer(url: string) {
  if (url === "/login") {
    const key = await hash("secret", "salt", 200_000, 64, "sha512");
    return key.toString("hex");
  }
  const found = await packages.findOne({ _id: url.replace("/packages/", "") });
  return JSON.stringify(found);
}

const server = createServer((request, response) => {
  const url = request.url ?? "/";
  response.on("finish", () => console.log("answered:", url));
  void answer(url).then((text) => response.end(text));
});
// #endregion

server.listen(0, "127.0.0.1");

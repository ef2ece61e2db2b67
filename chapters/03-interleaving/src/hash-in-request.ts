/**
 * @title Bug: hash a password on the thread that serves everybody
 * @python hashlib.pbkdf2_hmac in an async view
 * @twin hash-off-thread.ts
 * @wrong
 * @same-picture the same requests and queries; the claims show which wait
 * @request POST /login
 * @request GET /packages/bson
 * @request GET /packages/tsx
 * @concurrency 3
 *
 * A server has one thread for everybody. While it hashes a password for one
 * caller, it reads nobody else's request. Notice the two requests that are here
 * and lie unread until the hash is done.
 */
import { pbkdf2Sync } from "node:crypto";
import { createServer } from "node:http";
import { MongoClient } from "mongodb";

const client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");

// #region answer
async function answer(url: string) {
  if (url === "/login") {
    return pbkdf2Sync("secret", "salt", 200_000, 64, "sha512").toString("hex");
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

/**
 * @title Leave one of Node's threads free, and the file is there at once
 * @python a smaller executor for slow work
 * @twin pool-is-full.ts
 *
 * The same four hashes, but no more than three at a time. One of Node's four
 * threads is always left for what is quick. `UV_THREADPOOL_SIZE=8` would make
 * room as well, until eight hashes come.
 */
import { pbkdf2 } from "node:crypto";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import pLimit from "p-limit";

const hash = promisify(pbkdf2);
const order: string[] = [];

// #region work
async function hashPassword(password: string) {
  await hash(password, "salt", 500_000, 64, "sha512");
  order.push("hash");
}

const limit = pLimit(3);
const passwords = ["a", "b", "c", "d"];
const hashes = passwords.map((password) => limit(hashPassword, password));
const file = readFile(import.meta.filename).then(() => order.push("file"));
await Promise.all([...hashes, file]);
console.log(`the file came after a hash: ${order.indexOf("file") > 0}`);
// #endregion

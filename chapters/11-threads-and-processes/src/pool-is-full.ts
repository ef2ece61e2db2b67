/**
 * @title Four hashes, and a small file has to wait for one of them
 * @python the default executor of asyncio.to_thread
 * @twin pool-has-room.ts
 * @wrong
 *
 * Node has four threads of its own for files, DNS, crypto and zlib. Your code
 * does not show them, and they are shared: four hashes take all four, and
 * the next task in line, even a tiny file, waits until one of them is done.
 */
import { pbkdf2 } from "node:crypto";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const hash = promisify(pbkdf2);
const order: string[] = [];

// #region work
async function hashPassword(password: string) {
  await hash(password, "salt", 500_000, 64, "sha512");
  order.push("hash");
}

const hashes = ["a", "b", "c", "d"].map((password) => hashPassword(password));
const file = readFile(import.meta.filename).then(() => order.push("file"));
await Promise.all([...hashes, file]);
console.log(`the file came after a hash: ${order.indexOf("file") > 0}`);
// #endregion

/**
 * @title Hash passwords beside the one thread
 * @python asyncio.to_thread(argon2.hash)
 * @twin hash-sync.ts
 * @output 4 hashes, {1..999} heartbeats meanwhile
 *
 * Node keeps a few threads of its own for work such as this. The asynchronous
 * scrypt computes there while your thread is free. Notice that the timer keeps
 * beating.
 */
import { randomBytes, scrypt as scryptCallback } from "node:crypto";
import { promisify } from "node:util";

const scrypt = promisify<string, Buffer, number, Buffer>(scryptCallback);

// #region hash
let heartbeats = 0;
const heart = setInterval(() => heartbeats++, 10);

const passwords = ["correct horse", "battery", "staple", "tr0ub4dor"];
const hashes = await Promise.all(
  passwords.map((password) => scrypt(password, randomBytes(16), 64)),
);

console.log(`${hashes.length} hashes, ${heartbeats} heartbeats meanwhile`);
clearInterval(heart);
// #endregion

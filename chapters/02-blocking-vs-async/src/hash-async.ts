/**
 * @title Hash passwords beside the one thread
 * @python asyncio.to_thread(argon2.hash)
 * @twin hash-sync.ts
 * @output 4 passwords hashed in {0.5L..99L} ms
 * @output {1..999} heartbeats meanwhile
 *
 * Node keeps a few threads of its own for work such as this. The promise of
 * scrypt is computed there while your thread is free. Notice that the timer
 * goes on beating, and that several cores share the work.
 */
import { randomBytes, scrypt as scryptCallback } from "node:crypto";
import { promisify } from "node:util";

const scrypt = promisify<string, Buffer, number, Buffer>(scryptCallback);
const passwords = ["correct horse", "battery", "staple", "tr0ub4dor"];

let heartbeats = 0;
const heart = setInterval(() => heartbeats++, 10);
const startedAt = performance.now();

// #region hash
const hashes = await Promise.all(
  passwords.map((password) => scrypt(password, randomBytes(16), 64)),
);
// #endregion

const elapsedMs = Math.round(performance.now() - startedAt);
console.log(`${hashes.length} passwords hashed in ${elapsedMs} ms`);
console.log(`${heartbeats} heartbeats meanwhile`);
clearInterval(heart);

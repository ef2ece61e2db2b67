/**
 * @title Blocking: hash passwords on the one thread
 * @python argon2.hash
 * @twin hash-async.ts
 * @wrong
 * @output 4 passwords hashed in {0.5L..99L} ms
 *
 * A good password hash is slow on purpose. Computed on the thread that also
 * answers everybody else, it stops the whole program. Notice one solid block
 * and a timer that does not beat.
 */
import { randomBytes, scryptSync } from "node:crypto";

const passwords = ["correct horse", "battery", "staple", "tr0ub4dor"];

let heartbeats = 0;
const heart = setInterval(() => heartbeats++, 10);
const startedAt = performance.now();

// #region hash
const hashes = [];
for (const password of passwords) {
  hashes.push(scryptSync(password, randomBytes(16), 64));
}
// #endregion

const elapsedMs = Math.round(performance.now() - startedAt);
console.log(`${hashes.length} passwords hashed in ${elapsedMs} ms`);
console.log(`${heartbeats} heartbeats meanwhile`);
clearInterval(heart);

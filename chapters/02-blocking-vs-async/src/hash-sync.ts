/**
 * @title Blocking: hash passwords on the one thread
 * @python argon2.hash
 * @twin hash-async.ts
 * @wrong
 *
 * A good password hash is slow on purpose. Computed on the thread that also
 * answers everybody else, it stops the whole program. Notice the solid block,
 * and a timer that does not beat.
 */
import { randomBytes, scryptSync } from "node:crypto";

// #region hash
let heartbeats = 0;
const heart = setInterval(() => heartbeats++, 10);

const passwords = ["correct horse", "battery", "staple", "tr0ub4dor"];
const hashes = passwords.map((password) =>
  scryptSync(password, randomBytes(16), 64),
);

console.log(`${hashes.length} hashes, ${heartbeats} heartbeats meanwhile`);
clearInterval(heart);
// #endregion

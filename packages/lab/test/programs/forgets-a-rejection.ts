/**
 * @title Lets a promise be rejected while it awaits another
 * @exits 1
 */
import { setTimeout as sleep } from "node:timers/promises";

const late = Promise.reject(new TypeError("nobody listened"));
await sleep(20);
await late;

/**
 * @title Two ordinary functions run one after the other
 * @twin coroutine-by-hand.ts
 * @wrong
 */
import { setTimeout as sleep } from "node:timers/promises";

async function publish(name: string) {
  for (const step of ["packs", "uploads", "announces"]) {
    console.log(`${name} ${step}`);
    await sleep(20);
  }
}

await publish("bson");
await publish("mingo");

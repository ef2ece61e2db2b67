// Prints in which order the event loop runs things; what depends on the machine's speed is left out.
import { AsyncLocalStorage } from "node:async_hooks";
import { readFile, stat } from "node:fs/promises";
import { stat as statWithCallback } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const events = [];
const say = (event) => events.push(event);
const storage = new AsyncLocalStorage();

function one(round) {
  setImmediate(() => {
    say(`${round} immediate`);
    process.nextTick(() => say(`${round} tick in immediate`));
    queueMicrotask(() => say(`${round} microtask in immediate`));
  });
  setTimeout(() => {
    say(`${round} timeout`);
    void Promise.resolve().then(() => say(`${round} then in timeout`));
    process.nextTick(() => say(`${round} tick in timeout`));
  }, 0);
  process.nextTick(() => {
    say(`${round} tick`);
    queueMicrotask(() => say(`${round} microtask in tick`));
    process.nextTick(() => say(`${round} tick in tick`));
  });
  queueMicrotask(() => {
    say(`${round} microtask`);
    process.nextTick(() => say(`${round} tick in microtask`));
  });
  void Promise.resolve().then(() => say(`${round} then`));
  void (async () => {
    say(`${round} async`);
    await Promise.resolve();
    say(`${round} async after await`);
    await storage.run(round, async () => {
      await Promise.resolve();
      say(`${round} storage ${storage.getStore()}`);
    });
  })();
}

process.on("exit", () => console.log(events.join("\n")));

say("first line");
process.nextTick(() => say("main tick"));
queueMicrotask(() => say("main microtask"));
await Promise.resolve();
say("main after await");
await readFile(new URL(import.meta.url));
await sleep(5);

for (let round = 0; round < 20; round++) {
  // In a callback of the poll phase immediates come before timers, always.
  await new Promise((resolve) => statWithCallback(new URL(import.meta.url), resolve));
  await new Promise((resolve) => {
    statWithCallback(new URL(import.meta.url), () => {
      one(round);
      setTimeout(() => setImmediate(resolve), 2);
    });
  });
  await stat(new URL(import.meta.url));
}

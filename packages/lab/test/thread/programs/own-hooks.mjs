// Follows its own promises and contexts, as tracing libraries do.
import { AsyncLocalStorage, createHook, executionAsyncId } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";

const seen = { PROMISE: 0, Timeout: 0, before: 0, after: 0, ids: new Set() };
const hook = createHook({
  init: (_id, type) => {
    if (type in seen) seen[type] += 1;
  },
  before: () => (seen.before += 1),
  after: () => (seen.after += 1),
}).enable();
const storage = new AsyncLocalStorage();
const contexts = await Promise.all(
  ["a", "b", "c"].map((name) =>
    storage.run(name, async () => {
      await sleep(5);
      seen.ids.add(executionAsyncId());
      return storage.getStore();
    }),
  ),
);
hook.disable();
const start = performance.now();
while (performance.now() - start < 30);
await sleep(5);
const { ids, ...counts } = seen;
console.log(JSON.stringify({ contexts, counts, ids: ids.size }));

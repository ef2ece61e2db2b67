// Follows its own promises and contexts, as tracing libraries do.
import { AsyncLocalStorage, createHook, executionAsyncId } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";

const seen = { PROMISE: 0, Timeout: 0, before: 0, after: 0, ids: new Set() };
const mine = new Set();
const hook = createHook({
  init(id, type) {
    if (!(type in seen)) return;
    mine.add(id);
    seen[type] += 1;
  },
  before: (id) => (seen.before += mine.has(id) ? 1 : 0),
  after: (id) => (seen.after += mine.has(id) ? 1 : 0),
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

/**
 * @title The source fails while the loop is at work, and nobody listens
 * @wrong
 * @exits 1
 */
import { setTimeout as sleep } from "node:timers/promises";

async function* readAhead<T>(source: AsyncGenerator<T>) {
  try {
    for (let next = source.next(); ;) {
      const { value, done } = await next;
      if (done) return;
      next = source.next();
      yield value;
    }
  } finally {
    await source.return(undefined);
  }
}

async function* readBatches() {
  yield 1;
  throw new Error("connection lost");
}

try {
  for await (const batch of readAhead(readBatches())) {
    console.log(`work on batch ${batch}`);
    await sleep(20);
    console.log(`batch ${batch} is done`);
  }
} catch (error) {
  console.log("caught:", String(error));
}

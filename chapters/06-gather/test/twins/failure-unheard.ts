/**
 * @title as-completed.ts without the line that keeps a rejection for its turn
 * @wrong
 * @exits 1
 */
import { setTimeout as sleep } from "node:timers/promises";

async function* asCompleted<T>(promises: Promise<T>[]) {
  const fill: ((settled: Promise<T>) => void)[] = [];
  const places = promises.map(() => new Promise<T>((go) => fill.push(go)));
  for (const promise of promises) {
    const arrive = () => fill.shift()?.(promise);
    promise.then(arrive, arrive);
  }
  for (const place of places) yield place;
}

const late = sleep(20, "late");
const failure = sleep(40).then(() => {
  throw new Error("a second one failed");
});
try {
  for await (const value of asCompleted([failure, late])) {
    console.log(value);
    await sleep(80); // stands for work; the failure comes meanwhile
  }
} catch (error) {
  console.log("caught:", (error as Error).message);
}

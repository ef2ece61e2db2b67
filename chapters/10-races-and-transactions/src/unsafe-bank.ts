/**
 * @title A turn of the loop between read and write loses money
 * @python an await between reading and writing a shared object
 * @twin no-await-between.ts
 * @wrong
 *
 * One thread, no database, and still a race. Each transfer reads two balances,
 * gives the thread back once, and then writes its sums. The others have read
 * and written in between, and it overwrites what they wrote.
 */
import { setImmediate as turn } from "node:timers/promises";

// #region transfer
const accounts = { ada: 1_000, bob: 1_000, eve: 1_000 };
type Name = keyof typeof accounts;

async function transfer(from: Name, to: Name, amount: number) {
  const [left, right] = [accounts[from] - amount, accounts[to] + amount];
  await turn(); // a log line, a query, anything that is awaited
  accounts[from] = left;
  accounts[to] = right;
}

await Promise.all([
  transfer("ada", "bob", 100),
  transfer("bob", "eve", 101),
  transfer("eve", "ada", 102),
]);

const { ada, bob, eve } = accounts;
console.log(`total: ${ada + bob + eve}, it was 3000`);
// #endregion

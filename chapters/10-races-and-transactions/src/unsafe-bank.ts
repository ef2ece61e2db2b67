/**
 * @title A turn of the loop between read and write loses money
 * @python an await between reading and writing a shared object
 * @twin no-await-between.ts
 * @wrong
 *
 * One thread, no database, and still a race. Each transfer reads two balances,
 * gives the thread back once, and then writes what it had worked out. Nine
 * other transfers have run in between, and what they wrote is overwritten.
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

const around: [Name, Name][] = [
  ["ada", "bob"],
  ["bob", "eve"],
  ["eve", "ada"],
];
await Promise.all(around.map(([from, to], i) => transfer(from, to, 100 + i)));

const { ada, bob, eve } = accounts;
console.log(`total: ${ada + bob + eve}, it was 3000`);
// #endregion

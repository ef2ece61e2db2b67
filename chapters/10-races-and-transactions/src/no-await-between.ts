/**
 * @title Without an await in between, nobody gets in between
 * @python no await, no switch: asyncio code needs no lock here
 * @twin unsafe-bank.ts
 *
 * The same transfers. This time each one awaits first, and then reads and
 * writes without giving the thread back. Until it does, no other line of the
 * program can run: between two awaits you have the data for yourself.
 */
import { setImmediate as turn } from "node:timers/promises";

// #region transfer
const accounts = { ada: 1_000, bob: 1_000, eve: 1_000 };
type Name = keyof typeof accounts;

async function transfer(from: Name, to: Name, amount: number) {
  await turn(); // before, not in between
  accounts[from] -= amount;
  accounts[to] += amount;
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

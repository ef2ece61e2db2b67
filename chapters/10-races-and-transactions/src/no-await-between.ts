/**
 * @title Without an await in between, nobody gets in between
 * @python no await, no switch: asyncio code needs no lock here
 * @twin unsafe-bank.ts
 *
 * The same transfers. This time each one awaits first, and then reads and
 * writes without giving the thread back. Meanwhile no other line of the program
 * can run: between two awaits, the data is yours.
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

await Promise.all([
  transfer("ada", "bob", 100),
  transfer("bob", "eve", 101),
  transfer("eve", "ada", 102),
]);

const { ada, bob, eve } = accounts;
console.log(`total: ${ada + bob + eve}, it was 3000`);
// #endregion

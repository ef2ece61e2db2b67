import { expect, test } from "vitest";
import { sharesMemory } from "../src/orders/shares-memory.ts";

const head = `import { MongoClient } from "mongodb";
await using client = new MongoClient(process.env.MONGODB_URI!);
const accounts = client.db().collection<{ _id: string; balance: number }>("accounts");
`;

test.each([
  ["one query", "await accounts.findOne({ _id: 'ada' });"],
  ["queries at once", "await Promise.all([accounts.findOne({}), accounts.countDocuments()]);"],
  [
    "functions of its own",
    `async function deposit(_id: string): Promise<void> {
      const account = await accounts.findOne({ _id });
      const balance = (account?.balance ?? 0) + 100;
      await accounts.updateOne({ _id }, { $set: { balance } });
    }
    await Promise.all([deposit("ada"), deposit("bob")]);`,
  ],
  [
    "an arrow function",
    `const add = async (_id: string) => accounts.updateOne({ _id }, { $inc: { balance: 1 } });
    await Promise.all(["ada", "bob"].map(add));`,
  ],
  ["a line at the end", "const all = await accounts.find().toArray();\nconsole.log(all.length);"],
  ["names of what is changed in texts", 'await accounts.findOne({ _id: "let x = 1; x++" });'],
  ["comments about it", "// let i = 0; i++\nawait accounts.findOne({}); /* console.log() */"],
])("a program with %s shares nothing", (_what, body) => {
  expect(sharesMemory(head + body)).toBe(false);
});

test.each([
  ["a variable", "let count = 0;\nawait accounts.findOne({});"],
  ["an array that grows", "const found: string[] = [];\nfound.push('ada');"],
  ["a property that is set", "const seen = { count: 0 };\nseen.count = 1;"],
  ["a counter", "const seen = { count: 0 };\nseen.count++;"],
  ["an assignment with an operator", "const seen = { count: 0 };\nseen.count += 1;"],
  ["the first of several", "await Promise.race([accounts.findOne({}), accounts.findOne({})]);"],
  ["one of several", "await Promise.any([accounts.findOne({}), accounts.findOne({})]);"],
  [
    "all of several, whatever becomes of them",
    "await Promise.allSettled([accounts.findOne({}), accounts.findOne({})]);",
  ],
  [
    "a line in a function",
    "async function tell() { console.log(await accounts.findOne({})); }\nawait Promise.all([tell(), tell()]);",
  ],
  [
    "a line in an arrow function",
    "await Promise.all(['a', 'b'].map(() => accounts.findOne({}).then(() => console.log('x'))));",
  ],
  ["what follows a reply", "await accounts.findOne({}).then(() => accounts.findOne({}));"],
  ["a class", "class Counter { count = 0; }\nnew Counter();"],
  ["a map", "const seen = new Map();\nseen.set('ada', 1);"],
  ["something of another file", 'import { lock } from "./lock.ts";\nawait lock();'],
  ["something of Node.js", 'import { setTimeout as sleep } from "node:timers/promises";'],
  ["an iteration", "for await (const each of accounts.find()) each.balance;"],
  ["a generator", "function* names() { yield 'ada'; }\nnames();"],
  ["something that is removed", "const seen = { ada: 1 };\ndelete seen.ada;"],
  ["something computed in a text that changes it", "`${(() => { let i = 0; return i; })()}`;"],
  ["a pool of its own size", "new MongoClient('', { maxPoolSize: 1 });"],
  ["retries of its own", "new MongoClient('', { retryWrites: false });"],
  ["a function that it was given", "const work = accounts.findOne;\nawait unknown(work);"],
])("a program with %s may share memory", (_what, body) => {
  expect(sharesMemory(head + body)).toBe(true);
});

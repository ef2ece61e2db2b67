import type { Command, Program, Worker } from "./simulate.ts";

const $db = "shop";
const find = (collection: string, _id?: string): Command => ({
  find: collection,
  filter: _id === undefined ? {} : { _id },
  $db,
});
const insert = (collection: string, document: object): Command => ({
  insert: collection,
  documents: [document],
  $db,
});
const update = (collection: string, _id: string, u: object): Command => ({
  update: collection,
  updates: [{ q: { _id }, u }],
  $db,
});

function* deposit(_id: string, amount: number): Worker {
  const [account] = (yield find("accounts", _id)) ?? [];
  const balance = Number(account?.balance ?? 0) + amount;
  yield account
    ? update("accounts", _id, { $set: { balance } })
    : insert("accounts", { _id, balance });
}

function* increment(_id: string, amount: number): Worker {
  yield update("accounts", _id, { $inc: { balance: amount } });
}

function* open(_id: string): Worker {
  yield insert("accounts", { _id, balance: 0 });
}

function* move(from: string, to: string): Worker {
  yield update("accounts", from, { $inc: { balance: -30 } });
  yield update("accounts", to, { $inc: { balance: 30 } });
}

function* list(print: (text: string) => void): Worker {
  const all = (yield find("accounts")) ?? [];
  print(all.map(({ _id, balance }) => `${_id} ${String(balance)}`).join(", "));
}

function* read(_id: string, print: (text: string) => void): Worker {
  const [account] = (yield find("accounts", _id)) ?? [];
  print(`${_id} ${String(account?.balance)}`);
}

function* copy(from: string, to: string): Worker {
  const [found] = (yield find(from, "ada")) ?? [];
  yield insert(to, { _id: "ada", copied: found?.balance ?? null });
}

/** Two steps, then the others: what was there before is a worker's first step here. */
export const programs: Program[] = [
  { name: "lost update of two", workers: () => [deposit("ada", 10), deposit("ada", 10)] },
  {
    name: "lost update of three",
    workers: () => [deposit("ada", 1), deposit("ada", 2), deposit("ada", 4)],
  },
  {
    name: "increments of three",
    workers: () => [open("ada"), increment("ada", 1), increment("ada", 2)],
  },
  {
    name: "documents of their own",
    workers: () => [deposit("ada", 1), deposit("bob", 2), deposit("eve", 4)],
  },
  { name: "a list beside inserts", workers: (print) => [open("ada"), open("bob"), list(print)] },
  {
    name: "a list beside a transfer",
    workers: (print) => [open("ada"), open("bob"), move("ada", "bob"), list(print)],
  },
  {
    name: "readers and a writer",
    workers: (print) => [open("ada"), increment("ada", 5), read("ada", print)],
  },
  {
    name: "copies between collections",
    workers: () => [open("ada"), copy("accounts", "copies"), copy("copies", "accounts")],
  },
  {
    name: "two that insert the same",
    workers: () => [open("ada"), open("ada"), open("bob")],
  },
  {
    name: "prints in the order of the replies",
    sharesMemory: true,
    workers: (print) => [read("ada", print), read("bob", print), read("eve", print)],
  },
  {
    name: "one variable of two workers",
    sharesMemory: true,
    workers: (print) => {
      let seen = 0;
      function* look(_id: string): Worker {
        yield find("accounts", _id);
        seen += 1;
        if (seen === 1) yield insert("accounts", { _id: `${_id} was first` });
        print(`${seen}`);
      }
      return [look("ada"), look("bob")];
    },
  },
];

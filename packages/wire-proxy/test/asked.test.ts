import { encodeMessage } from "@samples/wire-protocol";
import { Long, ObjectId, type Document } from "bson";
import { describe, expect, it } from "vitest";
import { readContent } from "../src/asked.ts";

const frame = (document: Document) => encodeMessage(document, { requestId: 1 });
const read = (command: Document, reply?: Document, tailing = new Set<string>()) =>
  readContent(frame({ ...command, $db: "lesson" }), reply && frame(reply), tailing);

describe("what a command asked", () => {
  it("is told in a word and whole", () => {
    const commands: Document[] = [
      { find: "packages", filter: { _id: "bson" }, limit: 1 },
      { find: "packages", filter: { license: "MIT", size: { $gt: 3 } } },
      { find: "packages", filter: {} },
      { update: "accounts", updates: [{ q: { _id: 7 }, u: { $inc: { balance: -1 } } }] },
      { insert: "accounts", documents: [{ _id: "a" }, { _id: "b" }] },
      { aggregate: "packages", pipeline: [{ $match: { a: 1 } }, { $count: "n" }], cursor: {} },
      { delete: "jobs", deletes: [{ q: { done: true }, limit: 0 }] },
    ];

    expect(commands.map((command) => read(command).asked)).toEqual([
      { short: "bson", whole: '{ filter: { _id: "bson" }, limit: 1 }' },
      {
        short: '{ license: "MIT", size: { $gt: 3 } }',
        whole: '{ filter: { license: "MIT", size: { $gt: 3 } } }',
      },
      { whole: "{ filter: {} }" },
      { short: "7", whole: "{ updates: [{ q: { _id: 7 }, u: { $inc: { balance: -1 } } }] }" },
      { short: "2 documents", whole: '{ documents: [{ _id: "a" }, { _id: "b" }] }' },
      {
        short: "$match $count",
        whole: '{ pipeline: [{ $match: { a: 1 } }, { $count: "n" }], cursor: {} }',
      },
      { short: "{ done: true }", whole: "{ deletes: [{ q: { done: true }, limit: 0 }] }" },
    ]);
  });

  it("leaves out what is new in every run from the word, and writes BSON's types as the shell does", () => {
    const _id = new ObjectId("0123456789abcdef01234567");

    expect(read({ find: "users", filter: { _id } }).asked).toEqual({
      whole: '{ filter: { _id: ObjectId("0123456789abcdef01234567") } }',
    });
  });

  it("never has a secret in it, by its name or by its look", () => {
    const secrets = {
      password: "p4ss",
      "profile.email": "ada@example.org",
      note: "write to ada@example.org",
      apiKey: { inner: "k" },
      link: "mongodb://ada:p4ss@db/",
      jwt: "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0",
      digest: "9f86d081884c7d659a2feaa0c55ad015",
      authToken: 1234,
    };
    const asked = JSON.stringify([
      read({ find: "users", filter: secrets }),
      read({ find: "users", filter: { _id: "ada@example.org" } }),
      read({ insert: "users", documents: [{ _id: 1, ...secrets }] }, { ok: 1, n: 1 }),
      read(
        { update: "users", updates: [{ q: { _id: "ada@example.org" }, u: { $set: secrets } }] },
        { ok: 1, n: 1 },
      ),
    ]);

    for (const secret of ["p4ss", "ada@", '"k"', "eyJ", "9f86", "1234"]) {
      expect(asked).not.toContain(secret);
    }
  });

  it("shows what only sounds like a secret", () => {
    const filter = { author: "Ada", className: "x", discarded: true, cardinality: 3 };

    expect(read({ find: "books", filter }).asked?.whole).toBe(
      '{ filter: { author: "Ada", className: "x", discarded: true, cardinality: 3 } }',
    );
  });

  it("is cut where it is very long, and deep nesting has an end", () => {
    let deep: Document = { end: 1 };
    for (let level = 0; level < 60; level++) deep = { deep };
    const { asked } = read({ find: "x", filter: { text: "y".repeat(9000), deep } });

    expect(asked?.whole.length).toBe(4001);
    expect(asked?.short?.length).toBe(60);
  });
});

describe("a getMore that waits for something new", () => {
  it("belongs to a change stream or to a tailable cursor, and to no other", () => {
    const tailing = new Set<string>();
    const open = (command: Document, id: number) =>
      read(command, { ok: 1, cursor: { id: Long.fromNumber(id), firstBatch: [] } }, tailing);
    open({ aggregate: "orders", pipeline: [{ $changeStream: {} }], cursor: {} }, 11);
    open({ find: "log", tailable: true, awaitData: true }, 12);
    open({ find: "log" }, 13);

    const waits = [11, 12, 13].map(
      (id) =>
        read({ getMore: Long.fromNumber(id), collection: "x" }, undefined, tailing).awaitsData,
    );
    expect(waits).toEqual([true, true, undefined]);
  });
});

describe("what was written", () => {
  const transfer = {
    update: "accounts",
    updates: [
      { q: { _id: "ada" }, u: { $inc: { balance: -30 } } },
      { q: { _id: "bob" }, u: { $set: { balance: 130, "name.first": "Bob" } } },
      { q: { _id: "eve" }, u: { balance: 5 } },
    ],
  };

  it("is read from updates and inserts, document by document", () => {
    expect(read(transfer, { ok: 1, n: 3 }).writes).toEqual([
      { id: "ada", set: {}, add: { balance: -30 } },
      { id: "bob", set: { balance: 130, "name.first": "Bob" } },
      { id: "eve", set: { balance: 5 } },
    ]);
    expect(
      read({ insert: "accounts", documents: [{ _id: "ada", balance: 100 }] }, { ok: 1, n: 1 })
        .writes,
    ).toEqual([{ id: "ada", set: { _id: "ada", balance: 100 } }]);
  });

  it("is nothing where the server refused or found nothing", () => {
    expect([
      read(transfer, { ok: 0, errmsg: "no" }).writes,
      read(transfer, { ok: 1, n: 2 }).writes,
      read(transfer).writes,
    ]).toEqual([undefined, undefined, undefined]);
    expect(
      read(transfer, { ok: 1, n: 2, writeErrors: [{ index: 0, code: 121 }] }).writes?.map(
        ({ id }) => id,
      ),
    ).toEqual(["bob", "eve"]);
  });

  it("names the transaction, the same for all of its commands", () => {
    const inside = { lsid: { id: 1 }, txnNumber: Long.ONE, autocommit: false };

    const both = [
      read({ ...transfer, ...inside }, { ok: 1, n: 3 }),
      read({ commitTransaction: 1, ...inside }),
    ].map(({ transaction }) => transaction);
    expect(both).toEqual(["[{ id: 1 }, 1]", "[{ id: 1 }, 1]"]);
  });
});

it("a message that is none is told nothing of", () => {
  const broken = frame({ find: "x" });
  broken.writeInt32LE(9999, 21);

  expect(readContent(broken, undefined, new Set())).toEqual({});
});

import { MongoClient, type Document } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startEmbeddedServer, type EmbeddedServer } from "../src/index.ts";
import { failure } from "./database.ts";

const root = { username: "root", password: "s3cret" };
let server: EmbeddedServer;
let operator: MongoClient;

beforeAll(async () => {
  server = await startEmbeddedServer({ user: root });
  operator = new MongoClient(server.uri, { auth: root });
  await operator.db("shop").collection("orders").insertOne({ item: "tea" });
});
afterAll(async () => {
  await operator.close();
  await server.close();
});

let users = 0;

/** Runs commands as a new user with these roles; tells of each whether it was done, or with which code it was refused. */
async function tryAs(
  roles: (string | { role: string; db: string })[],
  commands: readonly (readonly [database: string, command: Document])[],
): Promise<unknown[]> {
  const username = `user-${(users += 1)}`;
  await operator.db("shop").command({ createUser: username, pwd: "pass word", roles });
  await using client = new MongoClient(server.uri, {
    auth: { username, password: "pass word" },
    authSource: "shop",
  });
  const results: unknown[] = [];
  for (const [database, command] of commands) {
    const done = client.db(database).command(command);
    results.push(
      await done.then(
        () => "done",
        (error: { code: unknown }) => error.code,
      ),
    );
  }
  return results;
}

const find: Document = { find: "orders" };
const insert: Document = { insert: "orders", documents: [{ item: "rice" }] };
const index: Document = { createIndexes: "orders", indexes: [{ key: { item: 1 }, name: "item" }] };
const out: Document = { aggregate: "orders", pipeline: [{ $out: "copy" }], cursor: {} };
const change: Document = { collMod: "orders", validationLevel: "moderate" };
const dropAll: Document = { dropDatabase: 1 };
const each = [find, insert, index, out, change, dropAll].map(
  (command): readonly [string, Document] => ["shop", command],
);

describe("a user's roles", () => {
  it.each([
    ["read", "reads, and no more", ["done", 13, 13, 13, 13, 13]],
    ["readWrite", "writes, and drops no database", ["done", "done", "done", "done", 13, 13]],
    ["dbAdmin", "drops the database that it cannot read", [13, 13, "done", 13, "done", "done"]],
  ])("%s %s", async (role, _does, expected) => {
    expect(await tryAs([role], each)).toEqual(expected);
  });

  it("count in their own database, which need not be the user's", async () => {
    const roles = [{ role: "readWrite", db: "books" }];

    const done = await tryAs(roles, [
      ["books", insert],
      ["shop", insert],
      ["admin", { renameCollection: "books.orders", to: "books.old" }],
      ["admin", { renameCollection: "shop.orders", to: "shop.old" }],
      [
        "admin",
        {
          bulkWrite: 1,
          ops: [{ insert: 0, document: {} }],
          nsInfo: [{ ns: "books.orders" }],
        },
      ],
      [
        "admin",
        {
          bulkWrite: 1,
          ops: [{ insert: 0, document: {} }],
          nsInfo: [{ ns: "books.orders" }, { ns: "shop.orders" }],
        },
      ],
    ]);

    expect(done).toEqual(["done", 13, "done", 13, "done", 13]);
  });

  it("let nobody make users who is not root, and no password stands in the answer", async () => {
    await operator.db("shop").command({ createUser: "ann", pwd: "a", roles: ["readWrite"] });
    await using client = new MongoClient(server.uri, {
      auth: { username: "ann", password: "a" },
      authSource: "shop",
    });

    const made = client.db("shop").command({ createUser: "bob", pwd: "hunter2", roles: ["root"] });

    const { message, ...rest } = await failure(made);
    expect(rest).toEqual({ name: "MongoServerError", code: 13, codeName: "Unauthorized" });
    expect(message).toMatch(
      /^not authorized on shop to execute command \{ createUser: "bob", pwd: "xxx", roles: \[ "root" \], .*\$db: "shop" \}$/,
    );
  });

  it("are told by usersInfo and connectionStatus", async () => {
    await operator.db("books").command({ createUser: "eve", pwd: "e", roles: ["read"] });
    await using client = new MongoClient(server.uri, {
      auth: { username: "eve", password: "e" },
      authSource: "books",
    });
    const roles = [{ role: "read", db: "books" }];

    const { users: known } = await operator.db("books").command({ usersInfo: 1 });
    const { authInfo } = await client.db("books").command({ connectionStatus: 1 });

    expect(known).toEqual([
      { _id: "books.eve", user: "eve", db: "books", roles, mechanisms: ["SCRAM-SHA-256"] },
    ]);
    expect(authInfo).toEqual({
      authenticatedUsers: [{ user: "eve", db: "books" }],
      authenticatedUserRoles: roles,
    });
  });
});

describe("a user", () => {
  it("is another one in another database, and gone when dropped", async () => {
    const books = operator.db("books");
    await books.command({ createUser: "kim", pwd: "k", roles: [] });
    const signIn = async (authSource: string): Promise<unknown> => {
      await using client = new MongoClient(server.uri, {
        auth: { username: "kim", password: "k" },
        authSource,
      });
      return await client.db("books").command({ ping: 1 });
    };

    expect(await signIn("books")).toMatchObject({ ok: 1 });
    expect(await failure(signIn("shop"))).toMatchObject({ code: 18 });
    await books.command({ dropUser: "kim" });
    expect(await failure(signIn("books"))).toMatchObject({ code: 18 });
  });

  it.each([
    [
      "twice",
      { createUser: "root", pwd: "x", roles: [] },
      51003,
      'User "root@admin" already exists',
    ],
    [
      "with a role that is none",
      { createUser: "x", pwd: "x", roles: ["king"] },
      31,
      "Could not find role: king@admin",
    ],
    [
      "without roles",
      { createUser: "x", pwd: "x" },
      40414,
      "BSON field 'createUser.roles' is missing but a required field",
    ],
  ])("cannot be created %s", async (_how, command, code, message) => {
    expect(await failure(operator.db("admin").command(command))).toMatchObject({ code, message });
  });

  it("that is not there cannot be dropped", async () => {
    expect(await failure(operator.db("admin").command({ dropUser: "nobody" }))).toMatchObject({
      code: 11,
      codeName: "UserNotFound",
      message: "User 'nobody@admin' not found",
    });
  });
});

import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { encodeMessage } from "@samples/wire-protocol";
import { MongoClient, UUID, type Document } from "mongodb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startEmbeddedServer, type EmbeddedServer } from "../src/index.ts";
import { fuzz } from "./fuzz.ts";

/** `.ci/run` asks for 100,000. */
const frames = Number(process.env.FAULT_FRAMES ?? 2000);
const seed = Number(process.env.FAULT_SEED ?? 42);

let server: EmbeddedServer;
let client: MongoClient;

beforeAll(async () => {
  server = await startEmbeddedServer();
  client = await new MongoClient(server.uri).connect();
});
afterAll(async () => {
  await client.close();
  await server.close();
});

async function status(): Promise<Document> {
  return client.db("admin").command({ serverStatus: 1 });
}

/** What a client is answered that knows of nothing. */
async function isServing(someone: MongoClient): Promise<boolean> {
  const orders = someone.db("next").collection("orders");
  await orders.drop();
  await orders.insertMany([{ total: 3 }, { total: 5 }]);
  const [sum] = await orders
    .aggregate([{ $group: { _id: null, sum: { $sum: "$total" } } }])
    .toArray();
  return sum?.sum === 8;
}

async function isServingTheNext(): Promise<boolean> {
  await using next = new MongoClient(server.uri);
  return await isServing(next);
}

/**
 * Does the same harm again and again, and expects the process to be as large after the last time as before it, give or take
 * a fifth: what V8 keeps in reserve it has by then, and what grows is a leak. Garbage is collected when there is
 * work to do, so the server gets some while it is waited for.
 */
async function expectMemoryToReturn(harm: () => Promise<void>): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await harm();
    await dropEverything();
  }
  for (let round = 0; round < 50; round += 1) await isServing(client);
  const before = await residentMegabytes();

  await harm();
  await dropEverything();

  await expect
    .poll(
      async () => {
        await isServing(client);
        return residentMegabytes();
      },
      { timeout: 40_000, interval: 50 },
    )
    .toBeLessThanOrEqual(before * 1.2);
}

async function openCursors(): Promise<number> {
  return (await status()).metrics.cursor.open.total as number;
}

async function residentMegabytes(): Promise<number> {
  return Number((await status()).mem.resident);
}

async function dropEverything(): Promise<void> {
  const { databases } = await client.db("admin").admin().listDatabases();
  for (const { name } of databases) await client.db(name).dropDatabase();
}

it(
  `${frames} damaged frames end their connections or are answered, and the next client is served`,
  { timeout: 900_000 },
  async () => {
    // V8's reserve stops growing after some 25,000 frames; what is in use does not grow at all.
    const warmUp = Math.ceil(frames * 0.75);
    const outcomes = [await fuzz(server.port, warmUp, seed)];
    await dropEverything();
    const before = await residentMegabytes();
    outcomes.push(await fuzz(server.port, frames - warmUp, seed + 1));
    await dropEverything();
    const after = await residentMegabytes();

    for (const { answered, ended } of outcomes) {
      // Damage that never ends a connection, or always does, would not test much.
      expect(Math.min(answered, ended)).toBeGreaterThan((answered + ended) / 20);
    }
    expect(outcomes.reduce((sum, { answered, ended }) => sum + answered + ended, 0)).toBe(frames);
    expect(await isServingTheNext()).toBe(true);
    await expect
      .poll(async () => (await status()).connections.current as number, { timeout: 30_000 })
      .toBeLessThan(10);
    if (warmUp >= 25_000) expect(after).toBeLessThanOrEqual(before * 1.2);
  },
);

it("1,000 connections that open at once and drop, half of them rudely, leave nothing", async () => {
  await expectMemoryToReturn(async () => {
    const { current } = (await status()).connections as { current: number };
    const sockets = await Promise.all(
      Array.from({ length: 1000 }, async (_, index) => {
        const socket = connect(server.port, "127.0.0.1");
        socket.on("error", () => undefined);
        await once(socket, "connect");
        socket.write(encodeMessage({ ping: 1, $db: "admin" }, { requestId: index }));
        await once(socket, "data");
        return socket;
      }),
    );
    expect((await status()).connections.current).toBeGreaterThanOrEqual(current + 1000);

    for (const [index, socket] of sockets.entries()) {
      if (index % 2 === 0) socket.resetAndDestroy();
      else socket.end();
    }
    await expect
      .poll(async () => (await status()).connections.current as number, { timeout: 30_000 })
      .toBeLessThanOrEqual(current);
  });

  expect(await isServingTheNext()).toBe(true);
});

it("a client that asks and never reads makes the server wait for it, not grow", async () => {
  const pages = client.db("pages").collection<{ _id: number; text: string }>("pages");
  // What it stores is not to be given back.
  await pages.insertOne({ _id: 1, text: "x".repeat(4_000_000) });
  await expectMemoryToReturn(async () => {
    const before = await residentMegabytes();
    const socket = connect(server.port, "127.0.0.1");
    socket.on("error", () => undefined);
    await once(socket, "connect");

    socket.pause();
    const find = { find: "pages", filter: { _id: 1 }, $db: "pages" };
    for (let requestId = 1; requestId <= 500; requestId += 1)
      socket.write(encodeMessage(find, { requestId }));
    // 2 GB if all were answered.
    for (let round = 0; round < 20; round += 1) expect(await isServing(client)).toBe(true);
    const grownBy = (await residentMegabytes()) - before;
    socket.destroy();

    expect(grownBy).toBeLessThan(400);
  });
});

it("documents of 16 MB come back as they were, one byte more is refused, and their memory is given back", async () => {
  // Bytes are what counts, not characters; to decode nothing but é would take seconds.
  const text = `${"e".repeat(16 * 1024 * 1024 - 2030)}${"é".repeat(1000)}`;
  await expectMemoryToReturn(async () => {
    const books = client.db("books").collection<{ _id: number; text: string }>("books");
    for (let _id = 0; _id < 4; _id += 1) await books.insertOne({ _id, text });
    for (let _id = 0; _id < 4; _id += 1)
      expect((await books.findOne({ _id }))?.text === text).toBe(true);
    await expect(
      books.insertOne({ _id: 9, text: `${text}${"x".repeat(40)}` }),
    ).rejects.toMatchObject({
      name: "MongoServerError",
      code: 2,
      message: expect.stringContaining("too large"),
    });
    expect(await books.countDocuments()).toBe(4);
  });

  expect(await isServingTheNext()).toBe(true);
});

it("cursors left open by a client that is gone end with its session", async () => {
  const orders = client.db("shop").collection("orders");
  await expectMemoryToReturn(async () => {
    await orders.insertMany(Array.from({ length: 5000 }, (_, n) => ({ n })));
    const before = await openCursors();
    const lsid = { id: new UUID() };
    const socket = connect(server.port, "127.0.0.1");
    await once(socket, "connect");

    const find = { find: "orders", batchSize: 1, lsid, $db: "shop" };
    for (let requestId = 1; requestId <= 200; requestId += 1) {
      socket.write(encodeMessage(find, { requestId }));
      await once(socket, "data");
    }
    socket.destroy();
    expect(await openCursors()).toBe(before + 200);
    await client.db("admin").command({ killSessions: [lsid] });

    expect(await openCursors()).toBe(before);
  });

  expect(await isServingTheNext()).toBe(true);
});

it("kill -9 of a client in a transaction: nobody sees its writes, and its locks end with the transaction's time", async () => {
  const accounts = client.db("bank").collection<{ _id: string; balance: number }>("accounts");
  const admin = client.db("admin");
  await accounts.insertOne({ _id: "a", balance: 10 });
  const { was } = await admin.command({ setParameter: 1, transactionLifetimeLimitSeconds: 1 });

  const victim = spawn(
    process.execPath,
    [fileURLToPath(new URL("./programs/open-transaction.mjs", import.meta.url)), server.uri],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  await once(createInterface({ input: victim.stdout }), "line");
  victim.kill("SIGKILL");
  await once(victim, "exit");

  expect(await accounts.findOne()).toEqual({ _id: "a", balance: 10 });
  // A write outside of a transaction waits for the conflicting one to end.
  await accounts.updateOne({ _id: "a" }, { $inc: { balance: 1 } });
  expect(await accounts.find().toArray()).toEqual([{ _id: "a", balance: 11 }]);
  await admin.command({ setParameter: 1, transactionLifetimeLimitSeconds: was });
  expect(await isServingTheNext()).toBe(true);
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { runProgram, type RunOptions } from "../src/index.ts";
import { asksForMongodb, findOtherAddress } from "../src/program/other-address.ts";

/** Writes files into a new folder and returns the path of the first. */
function write(files: Record<string, string>): string {
  const folder = mkdtempSync(path.join(tmpdir(), "lab address "));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return path.join(folder, Object.keys(files)[0] ?? "");
}

function find(files: Record<string, string>) {
  const file = write(files);
  return findOtherAddress(file, path.dirname(file));
}

describe("findOtherAddress", () => {
  it.each([
    ["process.env.MONGO_URL", "MONGO_URL"],
    ["process.env.MONGO_URI!", "MONGO_URI"],
    ['process.env["DATABASE_URL"]', "DATABASE_URL"],
    ["const { PORT, DATABASE_URL: url } = process.env;", "DATABASE_URL"],
    ["env.MONGODB_CONNECTION_STRING", "MONGODB_CONNECTION_STRING"],
  ])("finds the variable in %s", (source, name) => {
    expect(find({ "main.ts": source })).toEqual({ kind: "variable", name, where: "source" });
  });

  it.each([
    ['"mongodb://localhost:27017/shop"', "localhost:27017", 27017],
    ["`mongodb://127.0.0.1:27018`", "127.0.0.1:27018", 27018],
    ['"mongodb://localhost/shop"', "localhost", 27017],
    ['"127.0.0.1:27017"', "127.0.0.1:27017", 27017],
  ])("finds the address %s", (source, address, port) => {
    expect(find({ "main.ts": source })).toEqual({ kind: "port", address, port });
  });

  it("finds the name in a .env file, which it does not pass on any other part of", () => {
    expect(
      find({ "main.ts": "", ".env": "PORT=80\nSTORE='mongodb://user:secret@db.example/shop'\n" }),
    ).toEqual({ kind: "variable", name: "STORE", where: ".env" });
  });

  it("looks into the program's own files, however they are imported", () => {
    expect(
      find({
        "main.ts": 'import { open } from "./db/index.js";',
        "db/index.ts": 'export * from "./open";\nexport * from "../main";',
        "db/open.ts": "process.env.MONGO_URL",
      }),
    ).toEqual({ kind: "variable", name: "MONGO_URL", where: "source" });
  });

  it.each([
    "process.env.MONGODB_URI",
    "process.env.PORT",
    '"http://localhost:3000"',
    "process.env.IMAGE_URL",
    '"mongodb://db.example:27017"',
  ])("finds nothing in %s", (source) => {
    expect(find({ "main.ts": source, ".env": "MONGODB_URI=mongodb://localhost" })).toBeUndefined();
  });
});

describe("asksForMongodb", () => {
  it.each([
    [{ "main.ts": 'import "./db.ts"', "db.ts": 'import mongoose from "mongoose"' }, true],
    [{ "main.ts": "console.log(1)" }, false],
  ])("says of %j: %s", (files, expected) => {
    expect(asksForMongodb(write(files))).toBe(expected);
  });
});

function run(name: string, options: RunOptions = {}) {
  return runProgram(fileURLToPath(new URL(`./programs/${name}`, import.meta.url)), options);
}

const texts = (output: readonly { text: string }[]): string[] => output.map(({ text }) => text);

describe("a program that reads DATABASE_URL", () => {
  it("is told of the option that sets it", async () => {
    const { output, timeline } = await run("reads-database-url.ts");

    expect(texts(output)).toEqual(["no database"]);
    expect(texts(timeline.marks)).toEqual([
      "The program never connected to the lab's MongoDB. It reads DATABASE_URL. To set that variable for the run: --uri-env DATABASE_URL",
    ]);
  });

  it("finds the database with uriEnv", async () => {
    const { output, timeline } = await run("reads-database-url.ts", { uriEnv: "DATABASE_URL" });

    expect(texts(output)).toEqual(["1 package"]);
    expect(timeline.mongodb("find").length).toBe(1);
    expect(texts(timeline.marks)).toEqual([]);
  });

  it.each(["", "DATABASE URL", "1A", "A=B"])("cannot have it as %j", async (uriEnv) => {
    await expect(run("reads-database-url.ts", { uriEnv })).rejects.toMatchObject({
      code: "bad-option",
    });
  });
});

describe("a program with a fixed address", () => {
  it("finds the lab's MongoDB there with port", async () => {
    const port = await freePort();
    const file = write({
      "main.mjs": `import { MongoClient } from "mongodb";
const client = new MongoClient("mongodb://localhost:${port}/shop", { serverSelectionTimeoutMS: 5000 });
await client.db().collection("orders").insertOne({ total: 3 });
console.log(await client.db().collection("orders").countDocuments(), "order");
await client.close();`,
    });

    const { output, timeline } = await runProgram(file, { port });

    expect(texts(output)).toEqual(["1 order"]);
    expect(timeline.mongodb("insert").length).toBe(1);
  });

  it("is refused a port on which somebody listens", async () => {
    const server = createServer();
    onTestFinished(() => void server.close());
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as { port: number };

    await expect(run("reads-database-url.ts", { port })).rejects.toMatchObject({
      code: "port-taken",
      message: `Cannot use port ${port}: another program listens on it. End that program, or let yours read process.env.MONGODB_URI, which needs no port.`,
    });
  });

  it.each([0, 65_536, 1.5, Number.NaN])("cannot have port %d", async (port) => {
    await expect(run("reads-database-url.ts", { port })).rejects.toMatchObject({
      code: "bad-option",
    });
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

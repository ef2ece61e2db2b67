import { readFileSync } from "node:fs";
import { connect, createServer as createTcpServer, type AddressInfo, type Socket } from "node:net";
import { createServer } from "node:tls";
import { once } from "node:events";
import { inspect } from "node:util";
import { fileURLToPath } from "node:url";
import { MongoClient } from "mongodb";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { closeServers, openServer, runProgram } from "../src/index.ts";
import { toProgramUri } from "../src/server/program-uri.ts";

afterAll(closeServers);

const program = fileURLToPath(new URL("./programs/gather.ts", import.meta.url));
const password = "correct-horse";

async function failure(uri: string) {
  const error: unknown = await openServer(uri).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  // Whatever way it is printed in.
  expect(`${inspect(error)} ${JSON.stringify(error)}`).not.toContain(password);
  return error;
}

/** A connection string of the server that all tests here use, as a user would give it. */
async function ownUri(): Promise<string> {
  const { host, port } = (await openServer()).address;
  return `mongodb://${host}:${port}/`;
}

/** A connection string of the same server behind a front that speaks TLS, as servers far away do. */
async function secureUri(): Promise<string> {
  const { host, port } = (await openServer()).address;
  const sockets = new Set<Socket>();
  const front = createServer(
    {
      key: readFileSync(new URL("./tls/key.pem", import.meta.url)),
      cert: readFileSync(new URL("./tls/certificate.pem", import.meta.url)),
    },
    (secure) => {
      const plain = connect({ host, port });
      sockets.add(secure).add(plain);
      secure.on("error", () => plain.destroy());
      plain.on("error", () => secure.destroy());
      secure.pipe(plain).pipe(secure);
    },
  );
  front.listen(0, "127.0.0.1");
  await once(front, "listening");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    front.close();
  });
  const { port: frontPort } = front.address() as AddressInfo;
  const authority = fileURLToPath(new URL("./tls/certificate.pem", import.meta.url));
  return `mongodb://localhost:${frontPort}/?directConnection=true&tls=true&tlsCAFile=${encodeURIComponent(authority)}`;
}

test("a server that is not there is an error that says where, without the password", async () => {
  expect(await failure(`mongodb://ada:${password}@127.0.0.1:1/`)).toMatchObject({
    name: "LabError",
    code: "unreachable",
    message: expect.stringMatching(
      /^Cannot reach mongodb:\/\/\*\*\*@127\.0\.0\.1:1\/: .*ECONNREFUSED/,
    ),
  });
});

test("a server that accepts and never answers is given up", async () => {
  const silent = createTcpServer();
  silent.listen(0, "127.0.0.1");
  await once(silent, "listening");
  onTestFinished(() => void silent.close());
  const { port } = silent.address() as AddressInfo;

  expect(await failure(`mongodb://ada:${password}@127.0.0.1:${port}/`)).toMatchObject({
    code: "unreachable",
  });
});

test("a connection string that cannot be read shows none of its words", async () => {
  const error = await failure(`mongodb://ada:${password}`);

  expect(error).toMatchObject({ code: "bad-uri" });
});

test("another scheme is refused", async () => {
  expect(await failure(`postgres://ada:${password}@127.0.0.1/`)).toMatchObject({
    code: "bad-option",
    message: expect.stringContaining('"postgres://***@127.0.0.1/"'),
  });
});

test("a run uses a server by its connection string, in TLS, which the program does not speak; its database is its own, and only that is dropped", async () => {
  const uri = await ownUri();
  const client = new MongoClient(uri, { directConnection: true });
  onTestFinished(() => client.close());
  const theirs = client.db("lesson_of_somebody");
  onTestFinished(async () => void (await theirs.dropDatabase()));
  await theirs.collection("notes").insertOne({ text: "not ours" });

  const secure = await secureUri();
  const { database, output, timeline } = await runProgram(program, { mongo: secure });

  const { databases } = await client.db("admin").command({ listDatabases: 1, nameOnly: true });
  const names = (databases as { name: string }[]).map(({ name }) => name);
  expect(database.kind).toBe("uri");
  expect(output.map((line) => line.text)).toEqual(["10 packages"]);
  expect(timeline.mongodb("find").length).toBe(10);
  expect(names).toContain("lesson_of_somebody");
  expect(names).not.toContain(database.name);
  expect(await theirs.collection("notes").countDocuments()).toBe(1);
  await (await openServer(secure)).close();
});

test("a database that exists already is neither filled nor dropped", async () => {
  const uri = await ownUri();
  const client = new MongoClient(uri, { directConnection: true });
  onTestFinished(() => client.close());
  const theirs = client.db("lesson_taken");
  onTestFinished(async () => void (await theirs.dropDatabase()));
  await theirs.collection("notes").insertOne({ text: "not ours" });

  for (const server of [await openServer(), await openServer(uri)]) {
    await expect(server.createDatabase("lesson_taken", [])).rejects.toThrow("already exists");
    await server.dropDatabase("lesson_taken");
  }

  const collections = await theirs.listCollections({}, { nameOnly: true }).toArray();
  expect(collections.map(({ name }) => name)).toEqual(["notes"]);
});

test.each([
  [
    "mongodb+srv://ada:p%40ss@cluster.example.net/shop?retryWrites=false&tls=true&replicaSet=rs0",
    { credentials: { source: "admin" } },
    "mongodb://ada:p%40ss@127.0.0.1:5/lesson?directConnection=true&authSource=admin&retryWrites=false",
  ],
  [
    "mongodb://a.example.net,b.example.net:27018/?compressors=zlib&w=majority",
    {},
    "mongodb://127.0.0.1:5/lesson?directConnection=true&w=majority",
  ],
  [
    "mongodb://ada:x@lb.example.net/?loadBalanced=true",
    { loadBalanced: true, credentials: { source: "admin" } },
    "mongodb://ada:x@127.0.0.1:5/lesson?loadBalanced=true&authSource=admin",
  ],
])("for %s the program gets one plain address on loopback", (uri, facts, expected) => {
  expect(toProgramUri(uri, facts, 5, "lesson")).toBe(expected);
});

import { once } from "node:events";
import {
  MongoClient,
  ReadPreference,
  type MongoClientOptions,
  type TopologyDescription,
} from "mongodb";
import { afterEach, describe, expect, it } from "vitest";
import { startEmbeddedServer, type EmbeddedServer } from "../src/index.ts";
import { failure } from "./database.ts";

/** Ended after each test, the clients first. */
const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

async function startSet(members: { lagMs?: number; electionMs?: number } = {}) {
  const server = await startEmbeddedServer({ members: { count: 3, ...members } });
  open.push(() => server.close());
  return server;
}

function connect(uri: string, options: MongoClientOptions = {}): MongoClient {
  const client = new MongoClient(uri, options);
  open.push(() => client.close());
  return client;
}

/** A client of one member alone, whatever its role. */
function connectTo(server: EmbeddedServer, member: number): MongoClient {
  return connect(`mongodb://127.0.0.1:${server.ports[member]}/?directConnection=true`);
}

/** A client that is told of no change, and does not ask by itself before the test is over: it goes to the primary that it knows. */
function connectUntold(server: EmbeddedServer, options: MongoClientOptions): MongoClient {
  return connect(server.uri, {
    ...options,
    serverMonitoringMode: "poll",
    heartbeatFrequencyMS: 600_000,
  });
}

function rolesOf(topology: TopologyDescription): string[] {
  return [...topology.servers.values()].map(({ type }) => type).toSorted();
}

async function untilRoles(client: MongoClient, roles: string[]): Promise<void> {
  for (;;) {
    const [{ newDescription }] = (await once(client, "topologyDescriptionChanged")) as [
      { newDescription: TopologyDescription },
    ];
    if (String(rolesOf(newDescription)) === String(roles)) return;
  }
}

describe("a set of three", () => {
  it("is found by a driver that is given one of its addresses: a primary and two secondaries", async () => {
    const server = await startSet();
    const client = connect(`mongodb://127.0.0.1:${server.ports[2]}/?replicaSet=embedded`);
    const known = untilRoles(client, ["RSPrimary", "RSSecondary", "RSSecondary"]);

    await client.connect();
    await known;

    const hosts = server.ports.map((port) => `127.0.0.1:${port}`);
    const answers = await Promise.all(
      server.ports.map((_, member) => connectTo(server, member).db("admin").command({ hello: 1 })),
    );
    expect(
      answers.map((answer) =>
        Object.fromEntries(
          ["isWritablePrimary", "secondary", "me", "primary", "setName", "hosts"].map((field) => [
            field,
            answer[field] as unknown,
          ]),
        ),
      ),
    ).toEqual(
      hosts.map((me, member) => ({
        isWritablePrimary: member === 0,
        secondary: member !== 0,
        me,
        primary: hosts[0],
        setName: "embedded",
        hosts,
      })),
    );
  });

  it("takes writes at the primary alone, and reads at a secondary of who says so", async () => {
    const server = await startSet();
    const secondary = connectTo(server, 1).db("shop");
    await connect(server.uri).db("shop").collection<{ _id: number }>("users").insertOne({ _id: 1 });

    const write = secondary.collection("users").insertOne({});
    const read = secondary.command({ count: "users" }, { readPreference: "primary" });

    expect(await failure(write)).toEqual({
      name: "MongoServerError",
      code: 10107,
      codeName: "NotWritablePrimary",
      message: "not primary",
    });
    // On a direct connection the driver itself says so.
    expect(await secondary.collection("users").findOne()).toEqual({ _id: 1 });
    expect(await read).toMatchObject({ n: 1 });
  });

  it("refuses a read of who still thinks that it is primary", async () => {
    const server = await startSet();
    const users = connectUntold(server, { retryReads: false }).db("shop").collection("users");
    await users.findOne();
    await connectTo(server, 0).db("admin").command({ replSetStepDown: 60 });

    expect(await failure(users.findOne())).toEqual({
      name: "MongoServerError",
      code: 13435,
      codeName: "NotPrimaryNoSecondaryOk",
      message: "not primary and secondaryOk=false",
    });
  });

  it("has no primary after a step-down until another member is elected, and tells the driver at once", async () => {
    const server = await startSet({ electionMs: 100 });
    // Without being told, the driver would ask every ten seconds.
    const client = connect(server.uri);
    await client.connect();
    const without = untilRoles(client, ["RSSecondary", "RSSecondary", "RSSecondary"]);
    const again = untilRoles(client, ["RSPrimary", "RSSecondary", "RSSecondary"]);

    await client.db("admin").command({ replSetStepDown: 60 });
    await without;
    await again;
    await client.db("shop").collection("users").insertOne({});

    const { primary } = await connectTo(server, 2).db("admin").command({ hello: 1 });
    expect(primary).toBe(`127.0.0.1:${server.ports[1]}`);
  });

  it("fails a write that comes just after a step-down in a way that the driver sends it again", async () => {
    const server = await startSet({ electionMs: 100 });
    const failed: number[] = [];
    const client = connectUntold(server, { monitorCommands: true });
    const users = client.db("shop").collection<{ _id: number }>("users");
    client.on("commandFailed", ({ failure: error }) =>
      failed.push((error as { code?: number }).code ?? 0),
    );
    await users.findOne({ _id: 0 });
    await connectTo(server, 0).db("admin").command({ replSetStepDown: 60 });

    await users.insertOne({ _id: 1 });

    expect(failed).toEqual([10107]);
    expect(await users.find().toArray()).toEqual([{ _id: 1 }]);
  });

  it("ends a write that is under way, and a transaction that is open, at a step-down", async () => {
    const server = await startSet({ electionMs: 100 });
    const client = connect(server.uri, { retryWrites: false });
    const users = client.db("shop").collection<{ _id: number }>("users");
    await users.insertOne({ _id: 1 });
    const session = client.startSession();
    session.startTransaction();
    await users.insertOne({ _id: 2 }, { session });
    const waiting = failure(
      users.updateMany({ $where: "sleep(60000) || true" }, { $set: { a: 1 } }),
    );
    const busy = async (): Promise<boolean> => {
      const { inprog } = await client.db("admin").command({ currentOp: 1 });
      return (inprog as { op: string }[]).some(({ op }) => op === "update");
    };
    while (!(await busy()));

    await client.db("admin").command({ replSetStepDown: 60 });

    expect(await waiting).toMatchObject({ code: 11602, message: "operation was interrupted" });
    const commit = await session.commitTransaction().catch((error: unknown) => error);
    expect(commit).toMatchObject({ code: 251, errorLabels: ["TransientTransactionError"] });
    await session.endSession();
    expect(await users.find().toArray()).toEqual([{ _id: 1 }]);
  });

  it("refuses a step-down at a secondary", async () => {
    const server = await startSet();

    const answer = connectTo(server, 1).db("admin").command({ replSetStepDown: 60 });

    expect(await failure(answer)).toMatchObject({
      code: 10107,
      message: "not primary so can't step down",
    });
  });

  it("counts as many members as it has for a write concern", async () => {
    const server = await startSet();
    const users = connect(server.uri).db("shop").collection("users");

    await users.insertOne({}, { writeConcern: { w: 3 } });

    expect(await failure(users.insertOne({}, { writeConcern: { w: 4 } }))).toMatchObject({
      code: 100,
    });
  });
});

describe("secondaries that are behind", () => {
  it("show what was there before, to who has not read or written in the same session", async () => {
    const server = await startSet({ lagMs: 300 });
    const client = connect(server.uri, { readPreference: "secondary" });
    const users = client.db("shop").collection<{ _id: number; n: number }>("users");
    await users.insertOne({ _id: 1, n: 1 });
    const session = client.startSession();
    await users.findOne({ _id: 1 }, { session, readPreference: "primary" });
    expect(await users.findOne({ _id: 1 }, { session })).toEqual({ _id: 1, n: 1 });
    await users.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session });

    const behind = await users.findOne({ _id: 1 });
    const own = await users.findOne({ _id: 1 }, { session });

    await session.endSession();
    expect([behind, own]).toEqual([
      { _id: 1, n: 1 },
      { _id: 1, n: 2 },
    ]);
    expect(await users.findOne({ _id: 1 })).toEqual({ _id: 1, n: 2 });
  });

  it("say by how much they are behind, so that a driver can pass them over", async () => {
    const server = await startSet({ lagMs: 120_000 });
    const client = connect(server.uri);
    const users = client.db("shop").collection<{ _id: number }>("users");
    await users.insertOne({ _id: 1 });

    const seen = await Promise.all(
      [{}, { maxStalenessSeconds: 90 }].map((options) => {
        const fresh = client.db("shop").collection("users", {
          readPreference: new ReadPreference("secondaryPreferred", undefined, options),
        });
        return fresh.countDocuments();
      }),
    );

    expect(seen).toEqual([0, 1]);
  });

  it("cannot take over while they are too far behind, unless they are forced to", async () => {
    const server = await startSet({ lagMs: 60_000, electionMs: 50 });
    const client = connect(server.uri);
    await client.db("shop").collection("users").insertOne({});
    const admin = client.db("admin");

    const gentle = failure(admin.command({ replSetStepDown: 60 }));

    expect(await gentle).toMatchObject({
      code: 262,
      message: expect.stringMatching(/^No electable secondaries caught up as of /),
    });
    expect(await admin.command({ replSetStepDown: 60, force: true })).toMatchObject({ ok: 1 });
  });
});

import { once } from "node:events";
import { connect } from "node:net";
import { messageFlag } from "@samples/wire-protocol";
import { MongoNetworkError } from "mongodb";
import { describe, expect, it } from "vitest";
import { startWireProxy } from "../src/index.ts";
import { connectRawClient, startScriptedServer } from "./scripted-server.ts";
import { connectDriver, keep, nextCommands, ownCommands, startPair } from "./started.ts";

const noRetries = "&retryReads=false&retryWrites=false";

/** A port on which nobody listens: it was free a moment ago, and nobody is given it so soon again. */
async function findUnusedPort(): Promise<number> {
  const server = await startScriptedServer();
  await server.close();
  return server.port;
}

describe("a program that hangs up", () => {
  it("leaves its command to the server, and the record says when that was done", async () => {
    const { server, proxy } = await startPair(() => {});
    const client = await connectRawClient(proxy.port);
    client.send({ update: "accounts", $db: "x" });
    const update = await server.request(({ name }) => name === "update");

    await client.close();
    await nextClosed(proxy);
    const owedBefore = await proxy.settle(0);
    update.reply({ ok: 1, n: 1 });
    const owedAfter = await proxy.settle(3_600_000);
    await server.hasConnections(0);

    expect([owedBefore, owedAfter]).toEqual([false, true]);
    const [record] = ownCommands(proxy);
    expect(record).toMatchObject({
      command: "update",
      ok: false,
      abandoned: true,
      error: { message: "the program closed the connection before the reply" },
    });
    expect(record?.repliedMs).toBeGreaterThan(record?.endMs ?? Infinity);
    expect(record?.endMs).toBe(proxy.record().connections[0]?.closedMs);
  });

  it("cannot take back a command that is still on its way", async () => {
    const { server, proxy } = await startPair(undefined, { latencyMs: 100 });
    const client = await connectRawClient(proxy.port);
    const arrived = nextCommands(proxy, 1);
    client.send({ update: "accounts", $db: "x" });
    await arrived;

    await client.close();
    await server.request(({ name }) => name === "update");
    await server.hasConnections(0);

    const [record] = ownCommands(proxy);
    expect(record).toMatchObject({ ok: false, abandoned: true });
    expect(record?.sentMs).toBeGreaterThan(record?.endMs ?? Infinity);
  });

  it("cannot take back an unacknowledged write that is still on its way", async () => {
    const { server, proxy } = await startPair(undefined, { latencyMs: 100 });
    const client = await connectRawClient(proxy.port);
    const arrived = nextCommands(proxy, 1);
    client.send({ insert: "accounts", $db: "x" }, { flags: messageFlag.moreToCome });
    await arrived;

    await client.close();

    expect(await server.request(({ name }) => name === "insert")).toMatchObject({
      wantsReply: false,
    });
    await server.hasConnections(0);
  });

  it("destroys the connection when the driver's signal is aborted, and the server still answers", async () => {
    const { server, proxy } = await startPair(() => {});
    const client = await connectDriver(proxy);
    const controller = new AbortController();
    const reason = new Error("no longer needed");
    const found = client.db().collection("packages").findOne({}, { signal: controller.signal });
    const find = await server.request(({ name }) => name === "find");

    controller.abort(reason);
    await expect(found).rejects.toBe(reason);
    await nextClosed(proxy);
    find.reply({ ok: 1, cursor: { id: 0n, ns: "registry.packages", firstBatch: [{}] } });
    await proxy.settle(3_600_000);

    expect(ownCommands(proxy)).toMatchObject([
      { command: "find", ok: false, abandoned: true, documents: 1 },
    ]);
    expect(proxy.record().connections[1]).toMatchObject({ closedBy: "program" });
  });

  it("is not waited for by a heartbeat that the server has yet to answer", async () => {
    const { server, proxy } = await startPair();
    const client = await connectRawClient(proxy.port);
    const heartbeat = { hello: 1, topologyVersion: {}, maxAwaitTimeMS: 10_000, $db: "admin" };
    client.send(heartbeat, { flags: messageFlag.exhaustAllowed });
    await client.next();

    const settled = await proxy.settle(0);
    await client.close();
    await server.hasConnections(0);

    expect(settled).toBe(true);
    expect(proxy.record().commands).toMatchObject([{ command: "hello", ok: true, internal: true }]);
  });

  it("does not disturb the others", async () => {
    const { server, proxy } = await startPair(
      ({ name, reply }) => name === "count" && reply({ ok: 1 }),
    );
    const leaving = await connectRawClient(proxy.port);
    const staying = keep(await connectRawClient(proxy.port));
    leaving.send({ find: "x", $db: "x" });
    await server.request(({ name }) => name === "find");
    leaving.socket.resetAndDestroy();

    staying.send({ count: "x", $db: "x" });

    expect(await staying.next()).toMatchObject({ document: { ok: 1 } });
  });
});

/** Resolves when a connection is on record as closed. */
async function nextClosed(proxy: Awaited<ReturnType<typeof startPair>>["proxy"]): Promise<void> {
  while (!proxy.record().connections.some(({ closedMs }) => closedMs !== undefined)) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe("cut", () => {
  it("resets the program's side, and waits for no reply to a command that it has lost", async () => {
    const { server, proxy } = await startPair(undefined, { latencyMs: 3_600_000 });
    const client = await connectRawClient(proxy.port);
    const arrived = nextCommands(proxy, 1);
    client.send({ count: "x", $db: "x" });
    await arrived;

    proxy.cut(1);
    const [error] = (await once(client.socket, "error")) as [NodeJS.ErrnoException];
    await server.hasConnections(0);

    expect(error.code).toBe("ECONNRESET");
    expect(await proxy.settle(0)).toBe(true);
    expect(server.requests).toEqual([]);
  });

  it("is a broken network to the driver, and the server's reply is still recorded", async () => {
    const { server, proxy } = await startPair(() => {});
    const client = await connectDriver(proxy, noRetries);
    const failure = client
      .db()
      .command({ count: "x" })
      .catch((error: unknown) => error);
    const count = await server.request(({ name }) => name === "count");

    proxy.cut(2);
    count.reply({ ok: 1 });

    expect(await failure).toBeInstanceOf(MongoNetworkError);
    expect(await proxy.settle(3_600_000)).toBe(true);
    const [record] = ownCommands(proxy);
    expect(record).toMatchObject({
      ok: false,
      error: { message: "the proxy cut the connection" },
    });
    expect(record).not.toHaveProperty("abandoned");
    expect(record?.repliedMs).toBeGreaterThanOrEqual(record?.endMs ?? Infinity);
    expect(proxy.record()).toMatchObject({
      connections: [{ number: 1 }, { number: 2, closedBy: "proxy" }],
      marks: [{ kind: "connection-cut", text: "connection 2 was cut" }],
    });
  });

  it("loses the command when it comes before the command was passed on", async () => {
    const { server, proxy } = await startPair();
    const client = await connectDriver(proxy, noRetries);
    proxy.onCommand(({ command, connection }) => {
      if (command === "insert") proxy.cut(connection);
    });

    const insert = client.db().collection("packages").insertOne({});
    await expect(insert).rejects.toBeInstanceOf(MongoNetworkError);
    await client.db().command({ count: "packages" });

    expect(server.requests.map(({ name }) => name)).toEqual(["count"]);
    expect(ownCommands(proxy)).toMatchObject([
      { command: "insert", ok: false },
      { command: "count", ok: true },
    ]);
    expect(ownCommands(proxy)[0]).not.toHaveProperty("sentMs");
  });

  it("is made good by the driver's own retry", async () => {
    const { server, proxy } = await startPair();
    const client = await connectDriver(proxy);
    const stop = proxy.onCommand(({ connection }) => {
      stop();
      proxy.cut(connection);
    });

    await client.db().collection("packages").estimatedDocumentCount();

    expect(server.requests).toHaveLength(1);
    expect(ownCommands(proxy).map(({ ok }) => ok)).toEqual([false, true]);
  });

  it("refuses a number that is no open connection, and names those that are", async () => {
    const { proxy } = await startPair();
    const client = keep(await connectRawClient(proxy.port));
    client.send({ ping: 1, $db: "x" });
    await client.next();

    expect(() => proxy.cut(7)).toThrow("Cannot cut connection 7 as it is not open: open are 1");
  });
});

describe("stall", () => {
  it("stops the bytes of one connection in both directions until resume", async () => {
    const { server, proxy } = await startPair(
      ({ name, reply }) => name !== "slow" && reply({ ok: 1 }),
    );
    const stalled = keep(await connectRawClient(proxy.port));
    const other = keep(await connectRawClient(proxy.port));
    stalled.send({ slow: 1, $db: "x" });
    const slow = await server.request(({ name }) => name === "slow");
    proxy.stall(1);
    slow.reply({ ok: 1, late: true });
    stalled.send({ second: 1, $db: "x" });

    other.send({ count: "x", $db: "x" });
    await other.next();
    // The proxy has seen the stalled reply and the stalled command before it goes on.
    while (ownCommands(proxy).filter(({ connection }) => connection === 1).length < 2) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    while (ownCommands(proxy)[0]?.repliedMs === undefined) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    const during = ownCommands(proxy);
    proxy.resume(1);
    const replies = [await stalled.next(), await stalled.next()];

    expect(during).toMatchObject([
      { command: "slow" },
      { command: "second" },
      { command: "count" },
    ]);
    expect(during.map(({ endMs }) => endMs !== undefined)).toEqual([false, false, true]);
    expect(during[1]?.sentMs).toBeUndefined();
    expect(replies).toMatchObject([{ document: { late: true } }, { document: { ok: 1 } }]);
    expect(ownCommands(proxy).every(({ ok, endMs }) => ok && endMs !== undefined)).toBe(true);
    expect(proxy.record().marks).toMatchObject([
      { kind: "note", text: "connection 1 was stalled" },
    ]);
  });

  it("sees a program that leaves a stalled connection", async () => {
    const { server, proxy } = await startPair();
    const client = await connectRawClient(proxy.port);
    client.send({ ping: 1, $db: "x" });
    await client.next();
    proxy.stall(1);
    client.send({ insert: "x", $db: "x" });

    await client.close();
    await nextClosed(proxy);

    expect(ownCommands(proxy)[1]).toMatchObject({ command: "insert", ok: false, abandoned: true });
    expect(server.requests.map(({ name }) => name)).toEqual(["ping"]);
  });
});

describe("refuse", () => {
  it("resets new connections and leaves those that are open, until accept", async () => {
    const { proxy } = await startPair();
    const before = keep(await connectRawClient(proxy.port));
    before.send({ ping: 1, $db: "x" });
    await before.next();

    proxy.refuse();
    const refused = connect(proxy.port, "127.0.0.1");
    const [error] = (await once(refused, "error")) as [NodeJS.ErrnoException];
    before.send({ count: "x", $db: "x" });
    await before.next();
    proxy.accept();
    const after = keep(await connectRawClient(proxy.port));
    after.send({ count: "y", $db: "x" });
    await after.next();

    expect(error.code).toBe("ECONNRESET");
    expect(proxy.record()).toMatchObject({
      connections: [{ number: 1 }, { number: 2 }],
      marks: [{ kind: "connection-refused", text: "a new connection was refused" }],
    });
  });
});

describe("the server's side", () => {
  it("ends a command in flight when the server closes the connection", async () => {
    const { proxy } = await startPair(({ socket }) => void socket.destroy());
    const client = await connectDriver(proxy, noRetries);

    const count = client.db().command({ count: "x" });

    await expect(count).rejects.toBeInstanceOf(MongoNetworkError);
    expect(ownCommands(proxy)).toMatchObject([
      { ok: false, error: { message: "connection 2: the server closed it" } },
    ]);
    expect(proxy.record().connections[1]).toMatchObject({ closedBy: "server" });
  });

  it("passes on the replies that were on their way when the server closed the connection", async () => {
    const { proxy } = await startPair(
      ({ reply, socket }) => {
        reply({ ok: 1 });
        socket.end();
      },
      { latencyMs: 50 },
    );
    const client = keep(await connectRawClient(proxy.port));

    client.send({ count: "x", $db: "x" });
    const { document } = await client.next();
    await once(client.socket, "close");

    expect(document).toEqual({ ok: 1 });
    expect(ownCommands(proxy)).toMatchObject([{ ok: true }]);
    expect(proxy.record().connections).toMatchObject([{ closedBy: "server" }]);
  });

  it("closes the program's connection when the server cannot be reached, and says why", async () => {
    const port = await findUnusedPort();
    const proxy = keep(await startWireProxy({ target: { host: "127.0.0.1", port } }));
    const client = connect(proxy.port, "127.0.0.1");
    client.on("error", () => {});

    await once(client, "close");

    expect(proxy.record().connections).toMatchObject([{ number: 1, closedBy: "server" }]);
    expect(proxy.record().marks).toMatchObject([
      {
        kind: "connection-refused",
        text: `connection 1: the server could not be reached: connect ECONNREFUSED 127.0.0.1:${port}`,
      },
    ]);
  });
});

import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { once } from "node:events";
import { connect } from "node:net";
import type { TlsOptions } from "node:tls";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { startWireProxy } from "../src/index.ts";
import { connectRawClient, startScriptedServer } from "./scripted-server.ts";
import { connectDriver, keep, nextCommands, ownCommands, startPair } from "./started.ts";

const run = promisify(execFile);

describe("startWireProxy", () => {
  // Elsewhere 127.0.0.2 is not an address of the machine.
  it.runIf(process.platform === "linux")("listens on 127.0.0.1 only", async () => {
    const { proxy } = await startPair();

    expect(proxy.host).toBe("127.0.0.1");
    const refused = connect(proxy.port, "127.0.0.2");
    const [error] = (await once(refused, "error")) as [NodeJS.ErrnoException];
    expect(error.code).toBe("ECONNREFUSED");
  });

  it("fails with the reason when its port is taken", async () => {
    const { proxy } = await startPair();

    await expect(startWireProxy({ port: proxy.port })).rejects.toMatchObject({
      code: "EADDRINUSE",
    });
  });

  it("has a port for each member of a set, and says which one a command went to", async () => {
    const [first, second] = [keep(await startScriptedServer()), keep(await startScriptedServer())];
    const proxy = keep(await startWireProxy({ target: first, others: [second], paused: true }));
    const clients = await Promise.all(
      proxy.ports.map(async (port) => keep(await connectRawClient(port))),
    );
    proxy.open();

    for (const [index, client] of clients.entries()) {
      client.send({ [`greet${index + 1}`]: 1, $db: "registry" });
      await client.next();
    }

    expect(proxy.ports).toEqual([proxy.port, expect.any(Number)]);
    expect([first, second].map(({ requests }) => requests.map(({ name }) => name))).toEqual([
      ["greet1"],
      ["greet2"],
    ]);
    expect(ownCommands(proxy).map(({ command, member }) => ({ command, member }))).toEqual([
      { command: "greet1", member: 1 },
      { command: "greet2", member: 2 },
    ]);
  });

  it("records times on the axis that it is given", async () => {
    let nowMs = 1000;
    const { proxy } = await startPair(undefined, { now: () => nowMs });
    const client = keep(await connectRawClient(proxy.port));
    const arrived = nextCommands(proxy, 1);
    nowMs = 2000;

    client.send({ count: "x", $db: "x" });
    await arrived;
    await client.next();

    expect(proxy.record()).toMatchObject({
      commands: [{ startMs: 2000, sentMs: 2000, repliedMs: 2000, endMs: 2000 }],
    });
  });

  it("accepts connections before it has a server, and serves them when it is opened", async () => {
    const server = keep(await startScriptedServer());
    const proxy = keep(await startWireProxy());
    const connecting = connectDriver(proxy);
    while (proxy.record().connections.length === 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    const before = { ...proxy.record(), sockets: server.sockets.size };

    proxy.open(server);
    const client = await connecting;
    await client.db().command({ count: "x" });

    expect(before).toMatchObject({ commands: [], sockets: 0 });
    expect(ownCommands(proxy)).toMatchObject([{ command: "count", ok: true }]);
  });

  it("waits for open when it is paused though it has a target", async () => {
    const server = keep(await startScriptedServer());
    const proxy = keep(await startWireProxy({ target: server, paused: true }));
    const client = keep(await connectRawClient(proxy.port));
    client.send({ count: "x", $db: "x" });
    const other = keep(await connectRawClient(server.port));
    other.send({ ping: 1, $db: "x" });
    await other.next();
    const before = server.requests.map(({ name }) => name);

    proxy.open();
    await client.next();

    expect(before).toEqual(["ping"]);
    expect(server.requests.map(({ name }) => name)).toEqual(["ping", "count"]);
  });

  it("forgets a connection that was given up before it was opened", async () => {
    const server = keep(await startScriptedServer());
    const proxy = keep(await startWireProxy());
    const client = await connectRawClient(proxy.port);
    client.socket.resetAndDestroy();
    while (proxy.record().connections[0]?.closedMs === undefined) {
      await new Promise((resolve) => setImmediate(resolve));
    }

    proxy.open(server);
    const other = keep(await connectRawClient(proxy.port));
    other.send({ count: "x", $db: "x" });
    await other.next();

    expect(proxy.record().connections).toMatchObject([
      { number: 1, closedBy: "program" },
      { number: 2 },
    ]);
    expect(server.sockets.size).toBe(1);
  });

  it("serves what a program sent before it gave up an unopened connection", async () => {
    const server = keep(await startScriptedServer());
    const proxy = keep(await startWireProxy());
    const client = await connectRawClient(proxy.port);
    client.send({ insert: "x", $db: "x" });
    client.socket.end();
    await once(client.socket, "finish");

    proxy.open(server);

    expect(await server.request(({ name }) => name === "insert")).toMatchObject({
      wantsReply: true,
    });
  });

  it("cannot be opened without a target", async () => {
    const proxy = keep(await startWireProxy());

    expect(() => proxy.open()).toThrow("Cannot open the proxy as it has no target");
  });

  it("ends a command in flight, every connection and itself on close, however often it is asked", async () => {
    const { server, proxy } = await startPair(() => {});
    const client = keep(await connectRawClient(proxy.port));
    client.send({ count: "x", $db: "x" });
    await server.request(({ name }) => name === "count");

    await Promise.all([proxy.close(), proxy.close()]);
    await server.hasConnections(0);

    expect(ownCommands(proxy)).toMatchObject([
      { ok: false, error: { message: "the proxy was closed" } },
    ]);
    expect(proxy.record().connections).toMatchObject([{ closedBy: "proxy" }]);
    await expect(connectRawClient(proxy.port)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  it("leaves nothing behind that keeps a process alive", async () => {
    const program = fileURLToPath(new URL("./leaves-nothing.ts", import.meta.url));

    const { stdout } = await run(process.execPath, ["--import", "tsx", program]);

    expect(stdout).toBe("closed\n");
  });
});

describe("a server that speaks TLS", () => {
  it("is spoken to in TLS, while the program speaks plain TCP", async () => {
    const read = (name: string): Promise<string> =>
      readFile(new URL(`./tls/${name}.pem`, import.meta.url), "utf8");
    const [key, cert] = await Promise.all([read("key"), read("certificate")]);
    const serverNames: string[] = [];
    const SNICallback: TlsOptions["SNICallback"] = (name, answer) => {
      serverNames.push(name);
      answer(null);
    };
    const server = keep(await startScriptedServer(undefined, { key, cert, SNICallback }));
    const target = { host: "localhost", port: server.port };

    const trusting = keep(await startWireProxy({ target: { ...target, tls: { ca: cert } } }));
    const client = await connectDriver(trusting);
    await client.db().command({ count: "x" });

    expect(ownCommands(trusting)).toMatchObject([{ command: "count", ok: true }]);
    // A cloud's servers share an address and tell by the name who is meant.
    expect(serverNames).toEqual(["localhost", "localhost"]);
  });

  it("is not talked to when its certificate is not trusted", async () => {
    const read = (name: string): Promise<string> =>
      readFile(new URL(`./tls/${name}.pem`, import.meta.url), "utf8");
    const [key, cert] = await Promise.all([read("key"), read("certificate")]);
    const server = keep(await startScriptedServer(undefined, { key, cert }));
    const target = { host: "localhost", port: server.port, tls: true as const };
    const proxy = keep(await startWireProxy({ target }));
    const client = await connectRawClient(proxy.port);

    client.send({ count: "x", $db: "x" });
    await once(client.socket, "close");

    expect(server.requests).toEqual([]);
    const [mark] = proxy.record().marks;
    expect(mark?.kind).toBe("connection-refused");
    // Newer versions of Node add advice.
    expect(mark?.text).toMatch(
      /^connection 1: the server could not be reached: self-signed certificate/,
    );
  });
});

import type { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import type { Gate, GatedCommand } from "../src/index.ts";
import { connectRawClient } from "./scripted-server.ts";
import { keep, startPair } from "./started.ts";

/** Resolves with the command of this name at the gate, when it is in this state. */
async function at(gate: Gate, name: string, state: GatedCommand["state"]): Promise<GatedCommand> {
  for (;;) {
    const found = gate.commands().find((each) => each.command.command === name);
    if (found?.state === state) return found;
    await gate.whenChanged(1_000);
  }
}

/** A reset is an end like any other here. */
function hasClosed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once("close", () => resolve()));
}

describe("a gate", () => {
  it("keeps a command until it is served, and its reply until it is released", async () => {
    const { server, proxy } = await startPair();
    const gate = proxy.gate();
    const one = keep(await connectRawClient(proxy.port));
    const two = keep(await connectRawClient(proxy.port));
    one.send({ find: "x", $db: "x" });
    const find = await at(gate, "find", "waiting");
    two.send({ count: "x", $db: "x" });
    const count = await at(gate, "count", "waiting");

    count.serve();
    await at(gate, "count", "replied");
    expect(server.requests.map(({ name }) => name)).toEqual(["count"]);
    expect(count.reply()).toMatchObject({ ok: 1 });

    find.serve();
    await at(gate, "find", "replied");
    find.release();
    await one.next();
    expect([find.state, count.state]).toEqual(["over", "replied"]);
    count.release();
    await two.next();
    expect(gate.commands()).toEqual([]);
  });

  it("loses a command whose connection is cut before it is served", async () => {
    const { server, proxy } = await startPair();
    const gate = proxy.gate();
    const client = keep(await connectRawClient(proxy.port));
    client.send({ insert: "x", documents: [], $db: "x" });
    const insert = await at(gate, "insert", "waiting");

    const closed = hasClosed(client.socket);
    insert.cut();
    await closed;

    expect([insert.state, server.requests]).toEqual(["over", []]);
  });

  it("has a command done, and its reply lost, when the connection is cut after it", async () => {
    const { server, proxy } = await startPair();
    const gate = proxy.gate();
    const client = keep(await connectRawClient(proxy.port));
    client.send({ insert: "x", documents: [], $db: "x" });
    const insert = await at(gate, "insert", "waiting");
    insert.serve();
    await at(gate, "insert", "replied");

    const closed = hasClosed(client.socket);
    insert.cut();
    await closed;

    expect([insert.state, server.requests.map(({ name }) => name)]).toEqual(["over", ["insert"]]);
  });

  it("still serves what a program that has hung up has sent", async () => {
    const { server, proxy } = await startPair();
    const gate = proxy.gate();
    const client = keep(await connectRawClient(proxy.port));
    client.send({ insert: "x", documents: [], $db: "x" });
    const insert = await at(gate, "insert", "waiting");
    await client.close();
    while (!insert.isOrphan) await gate.whenChanged(1_000);
    expect(server.requests).toEqual([]);

    insert.serve();
    while (insert.state !== "over") await gate.whenChanged(1_000);

    expect(server.requests.map(({ name }) => name)).toEqual(["insert"]);
  });

  it("lets everything go when it is opened", async () => {
    const { proxy } = await startPair();
    const gate = proxy.gate();
    const client = keep(await connectRawClient(proxy.port));
    client.send({ find: "x", $db: "x" });
    await at(gate, "find", "waiting");

    gate.open();
    await client.next();
    client.send({ count: "x", $db: "x" });
    await client.next();

    expect(gate.commands()).toEqual([]);
  });
});

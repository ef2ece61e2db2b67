import { describe, expect, it } from "vitest";
import { connectRawClient, type RawClient } from "./scripted-server.ts";
import { connectDriver, keep, nextCommands, ownCommands, startPair } from "./started.ts";

async function connectRawClients(port: number, count: number): Promise<RawClient[]> {
  const clients: RawClient[] = [];
  for (let index = 0; index < count; index += 1) clients.push(keep(await connectRawClient(port)));
  return clients;
}

/** Long enough that a test which waits for it fails by its own time limit. */
const never = { timeLimitMs: 3_600_000 };

describe("holdUntil", () => {
  it("answers nobody until enough commands are in flight", async () => {
    const { proxy } = await startPair();
    const client = await connectDriver(proxy);
    const hold = proxy.holdUntil(10, never);

    await Promise.all(Array.from({ length: 10 }, () => client.db().command({ count: "x" })));

    const commands = ownCommands(proxy);
    const lastStartMs = Math.max(...commands.map(({ startMs }) => startMs));
    expect(commands).toHaveLength(10);
    for (const { endMs = 0 } of commands) expect(endMs).toBeGreaterThanOrEqual(lastStartMs);
    expect(await hold.outcome).toBe("reached");
    expect(proxy.record().marks).toEqual([]);
  });

  it("lets everything go and says so when no more commands come", async () => {
    const { proxy } = await startPair();
    const client = await connectDriver(proxy);
    // The first command's connection is still to be made.
    const hold = proxy.holdUntil(2, { timeLimitMs: 400 });

    for (let index = 0; index < 3; index += 1) await client.db().command({ count: "x" });

    expect(await hold.outcome).toBe("timed-out");
    expect(proxy.record().marks).toEqual([
      {
        atMs: expect.toSatisfy((time: number) => time > 0),
        kind: "hold-timed-out",
        text: "only 1 of 2 commands were in flight and nothing more came for 400 ms: they were let go",
      },
    ]);
    const [first, second] = ownCommands(proxy);
    expect((first?.endMs ?? 0) - (first?.startMs ?? 0)).toBeGreaterThanOrEqual(400);
    expect(second?.startMs).toBeGreaterThanOrEqual(first?.endMs ?? Infinity);
  });

  it("passes the commands themselves on at once: only the replies are held", async () => {
    const { server, proxy } = await startPair();
    const [one, two] = await connectRawClients(proxy.port, 2);
    proxy.holdUntil(2, never);

    one?.send({ find: "x", $db: "x" });
    await server.request(({ name }) => name === "find");
    two?.send({ count: "x", $db: "x" });
    await Promise.all([one?.next(), two?.next()]);

    const [find, count] = ownCommands(proxy);
    expect(find?.repliedMs).toBeLessThan(count?.startMs ?? 0);
    expect(find?.endMs).toBeGreaterThanOrEqual(count?.startMs ?? Infinity);
  });

  it("neither counts nor holds what is internal", async () => {
    const { proxy } = await startPair();
    const hold = proxy.holdUntil(1, never);

    // The driver connects through the hold.
    const client = await connectDriver(proxy);
    const [one] = await connectRawClients(proxy.port, 1);
    one?.send({ ping: 1, $db: "admin" });
    await one?.next();
    await client.db().command({ count: "x" });

    expect(await hold.outcome).toBe("reached");
    expect(ownCommands(proxy)).toHaveLength(1);
  });

  it("holds only the command that it is told to", async () => {
    const { proxy } = await startPair();
    const [one, two, three] = await connectRawClients(proxy.port, 3);
    proxy.holdUntil(2, { command: "find", ...never });

    one?.send({ find: "x", $db: "x" });
    two?.send({ insert: "x", $db: "x" });
    await two?.next();
    const beforeThird = ownCommands(proxy).map(({ command, endMs }) => [
      command,
      endMs !== undefined,
    ]);
    three?.send({ find: "x", $db: "x" });
    await Promise.all([one?.next(), three?.next()]);

    expect(beforeThird).toContainEqual(["insert", true]);
    expect(beforeThird).not.toContainEqual(["find", true]);
  });

  it("does not count an unacknowledged write, which has no reply to hold", async () => {
    const { server, proxy } = await startPair();
    const [one, two] = await connectRawClients(proxy.port, 2);
    const hold = proxy.holdUntil(2, never);
    one?.send({ insert: "x", $db: "x" }, { flags: 2 });
    one?.send({ find: "first", $db: "x" });
    await server.request(({ name }) => name === "find");

    const [first] = ownCommands(proxy).filter(({ command }) => command === "find");
    two?.send({ find: "second", $db: "x" });
    await Promise.all([one?.next(), two?.next()]);

    expect(first?.endMs).toBeUndefined();
    expect(await hold.outcome).toBe("reached");
  });

  it("does not count a command whose caller has hung up", async () => {
    const { server, proxy } = await startPair();
    const [one, two, three] = await connectRawClients(proxy.port, 3);
    proxy.holdUntil(2, never);
    one?.send({ find: "given up", $db: "x" });
    await server.request(({ name }) => name === "find");
    await one?.close();
    await server.hasConnections(2);

    two?.send({ find: "second", $db: "x" });
    await server.request(({ command }) => command.find === "second");
    const second = ownCommands(proxy).find(({ collection }) => collection === "second");
    three?.send({ find: "third", $db: "x" });
    await Promise.all([two?.next(), three?.next()]);

    expect(second?.endMs).toBeUndefined();
    expect(ownCommands(proxy)).toMatchObject([
      { collection: "given up", ok: false, abandoned: true },
      { collection: "second", ok: true },
      { collection: "third", ok: true },
    ]);
  });

  it("is over once it was reached: later commands pass", async () => {
    const { proxy } = await startPair();
    const client = await connectDriver(proxy);
    proxy.holdUntil(1, never);

    await client.db().command({ count: "x" });
    await client.db().command({ count: "y" });

    expect(ownCommands(proxy)).toMatchObject([{ ok: true }, { ok: true }]);
  });

  it("starts its time limit anew with each command that brings it nearer", async () => {
    let nowMs = 0;
    const { server, proxy } = await startPair(undefined, { now: () => nowMs });
    const [one, two, three] = await connectRawClients(proxy.port, 3);
    const hold = proxy.holdUntil(3, { timeLimitMs: 100 });

    // 90 of the run's milliseconds pass between the commands: 180 in all.
    one?.send({ find: "first", $db: "x" });
    await server.request(({ command }) => command.find === "first");
    nowMs = 90;
    two?.send({ find: "second", $db: "x" });
    await server.request(({ command }) => command.find === "second");
    nowMs = 180;
    // Longer than the timer that the first command set had left.
    await new Promise((resolve) => setTimeout(resolve, 20));
    three?.send({ find: "third", $db: "x" });
    await Promise.all([one?.next(), two?.next(), three?.next()]);

    expect(await hold.outcome).toBe("reached");
  });

  it("starts its time limit anew with each new connection, too", async () => {
    let nowMs = 0;
    const { server, proxy } = await startPair(undefined, { now: () => nowMs });
    const [one] = await connectRawClients(proxy.port, 1);
    const hold = proxy.holdUntil(2, { timeLimitMs: 20 });
    one?.send({ find: "first", $db: "x" });
    await server.request(({ command }) => command.find === "first");

    nowMs = 18;
    const [two] = await connectRawClients(proxy.port, 1);
    await server.hasConnections(2);
    nowMs = 36;
    // Longer than the timer that the first command set.
    await new Promise((resolve) => setTimeout(resolve, 40));
    two?.send({ find: "second", $db: "x" });
    await Promise.all([one?.next(), two?.next()]);

    expect(await hold.outcome).toBe("reached");
  });

  it("looks at what has come before it says that nothing came, even after a stall", async () => {
    const { server, proxy } = await startPair();
    const [one, two] = await connectRawClients(proxy.port, 2);
    const hold = proxy.holdUntil(2, { timeLimitMs: 400 });
    one?.send({ find: "first", $db: "x" });
    await server.request(({ name }) => name === "find");

    // The second command is sent in time, but this process sleeps through the time limit.
    two?.send({ find: "second", $db: "x" });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    await Promise.all([one?.next(), two?.next()]);

    expect(await hold.outcome).toBe("reached");
  });

  it("can be asked for again when it is over, but not before", async () => {
    const { proxy } = await startPair();
    const client = await connectDriver(proxy);
    proxy.holdUntil(1, never);

    expect(() => proxy.holdUntil(1)).toThrow("Cannot hold commands as another hold goes on");
    await client.db().command({ count: "x" });
    const again = proxy.holdUntil(1, never);
    await client.db().command({ count: "x" });

    expect(await again.outcome).toBe("reached");
  });

  it.each([0, -1, 1.5, Number.NaN])(
    "refuses to hold until %d commands are in flight",
    async (count) => {
      const { proxy } = await startPair();

      expect(() => proxy.holdUntil(count)).toThrow(RangeError);
    },
  );

  it("ends with the proxy", async () => {
    const { proxy } = await startPair();
    const hold = proxy.holdUntil(2, never);

    await proxy.close();

    expect(await hold.outcome).toBe("closed");
  });
});

describe("releaseOrder", () => {
  it("lets replies go one by one, so that the program sees them in that order", async () => {
    const { proxy } = await startPair();
    const client = await connectDriver(proxy);
    proxy.holdUntil(10, never);
    proxy.releaseOrder((held) =>
      held.toSorted((a, b) => Number(b.document.number) - Number(a.document.number)),
    );
    const seen: number[] = [];

    await Promise.all(
      Array.from({ length: 10 }, async (_, number) => {
        await client.db().command({ count: "x", number });
        seen.push(number);
      }),
    );

    expect(seen).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  });

  it("shows which commands are held", async () => {
    const { proxy } = await startPair();
    const [one] = await connectRawClients(proxy.port, 1);
    const shown: object[] = [];
    proxy.releaseOrder((held) => {
      shown.push(...held.map((command) => ({ ...command })));
      return held;
    });
    proxy.holdUntil(1, never);

    one?.send({ find: "packages", filter: { _id: "tsx" }, $db: "x" }, { requestId: 7 });
    await one?.next();

    expect(shown).toEqual([
      {
        name: "find packages",
        command: "find",
        collection: "packages",
        connection: 1,
        requestId: 7,
        document: { find: "packages", filter: { _id: "tsx" }, $db: "x" },
      },
    ]);
  });

  it("waits for a reply that the server is slow to give", async () => {
    const { server, proxy } = await startPair(({ command, reply }) => {
      if (command.find !== "slow") reply({ ok: 1 });
    });
    const [slow, quick] = await connectRawClients(proxy.port, 2);
    proxy.releaseOrder((held) => held.toSorted((a) => (a.collection === "slow" ? -1 : 1)));
    proxy.holdUntil(2, never);
    quick?.send({ find: "quick", $db: "x" });
    slow?.send({ find: "slow", $db: "x" });
    const request = await server.request(({ command }) => command.find === "slow");
    await server.request(({ command }) => command.find === "quick");

    request.reply({ ok: 1 });
    await Promise.all([slow?.next(), quick?.next()]);

    const byName = Object.fromEntries(
      ownCommands(proxy).map(({ collection = "", endMs = 0 }) => [collection, endMs]),
    );
    expect(byName.quick).toBeGreaterThan(byName.slow ?? Infinity);
  });

  it("keeps to the order when the reply whose turn it is has the longest way still to go", async () => {
    const { proxy } = await startPair(undefined, { latencyMs: 300 });
    const [early, late] = await connectRawClients(proxy.port, 2);
    proxy.releaseOrder((held) => held.toReversed());
    proxy.holdUntil(2, never);
    early?.send({ find: "early", $db: "x" });
    while (ownCommands(proxy)[0]?.repliedMs === undefined) {
      await new Promise((resolve) => setImmediate(resolve));
    }

    late?.send({ find: "late", $db: "x" });
    await Promise.all([early?.next(), late?.next()]);

    const [earlyRecord, lateRecord] = ownCommands(proxy);
    expect(earlyRecord?.endMs).toBeGreaterThan(lateRecord?.endMs ?? Infinity);
  });

  it("lets the others go when the one whose turn it is has hung up", async () => {
    const { server, proxy } = await startPair(({ command, reply }) => {
      if (command.find !== "slow") reply({ ok: 1 });
    });
    const [slow, quick] = await connectRawClients(proxy.port, 2);
    proxy.releaseOrder((held) => held.toSorted((a) => (a.collection === "slow" ? -1 : 1)));
    const hold = proxy.holdUntil(2, never);
    quick?.send({ find: "quick", $db: "x" });
    slow?.send({ find: "slow", $db: "x" });
    await server.request(({ command }) => command.find === "slow");
    await server.request(({ command }) => command.find === "quick");

    await slow?.close();
    await quick?.next();

    expect(await hold.outcome).toBe("reached");
  });

  it("lets all go and says so when the one whose turn it is gets no reply", async () => {
    const { proxy } = await startPair(({ command, reply }) => {
      if (command.find !== "never") reply({ ok: 1 });
    });
    const [mute, quick] = await connectRawClients(proxy.port, 2);
    proxy.releaseOrder((held) => held.toSorted((a) => (a.collection === "never" ? -1 : 1)));
    const hold = proxy.holdUntil(2, { command: "find", timeLimitMs: 400 });

    quick?.send({ find: "quick", $db: "x" });
    mute?.send({ find: "never", $db: "x" });
    await quick?.next();

    expect(await hold.outcome).toBe("timed-out");
    expect(proxy.record().marks).toMatchObject([
      {
        kind: "hold-timed-out",
        text: "a held reply (find) could not be let go in order for 400 ms: all were let go",
      },
    ]);
  });

  it.each<[string, (held: unknown[]) => never[], string]>([
    [
      "throws",
      () => {
        throw new Error("no idea");
      },
      "no idea",
    ],
    [
      "returns a command twice",
      (held) => [held[0], held[0]] as never[],
      "it returned a command twice, or one that it was not given",
    ],
  ])("lets replies go as their commands came when it %s", async (_name, order, reason) => {
    const { server, proxy } = await startPair();
    const [one, two] = await connectRawClients(proxy.port, 2);
    proxy.releaseOrder(order);
    proxy.holdUntil(2, never);

    one?.send({ find: "first", $db: "x" });
    await server.request(({ command }) => command.find === "first");
    two?.send({ find: "second", $db: "x" });
    await Promise.all([one?.next(), two?.next()]);

    const [first, second] = ownCommands(proxy);
    expect(second?.endMs).toBeGreaterThan(first?.endMs ?? Infinity);
    expect(proxy.record().marks).toMatchObject([
      {
        kind: "note",
        text: `releaseOrder failed, replies are let go as their commands came: ${reason}`,
      },
    ]);
  });

  it("lets what was left out go last", async () => {
    const { proxy } = await startPair();
    const [one, two] = await connectRawClients(proxy.port, 2);
    const arrived = nextCommands(proxy, 1);
    proxy.releaseOrder((held) => held.slice(1));
    proxy.holdUntil(2, never);

    one?.send({ find: "first", $db: "x" });
    await arrived;
    two?.send({ find: "second", $db: "x" });
    await Promise.all([one?.next(), two?.next()]);

    const [first, second] = ownCommands(proxy);
    expect(first?.endMs).toBeGreaterThan(second?.endMs ?? Infinity);
  });
});

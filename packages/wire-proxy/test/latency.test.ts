import { describe, expect, it } from "vitest";
import { messageFlag } from "@samples/wire-protocol";
import { createAlarm } from "../src/clock.ts";
import { connectRawClient } from "./scripted-server.ts";
import { connectDriver, keep, nextCommands, ownCommands, startPair } from "./started.ts";

const latencyMs = 30;

describe("createAlarm", () => {
  it("never rings before its time, whatever part of a millisecond that is", async () => {
    const clock = (): number => performance.now();

    const early = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const dueMs = clock() + 1 + index * 0.173;
        await new Promise<void>((resolve) => createAlarm(clock, resolve).set(dueMs));
        return Math.min(0, clock() - dueMs);
      }),
    );

    expect(early).toEqual(early.map(() => 0));
  });

  it("rings once, at the time that was set last", async () => {
    const clock = (): number => performance.now();
    const rung: number[] = [];
    const dueMs = clock() + 20;

    await new Promise<void>((resolve) => {
      const alarm = createAlarm(clock, () => {
        rung.push(clock());
        resolve();
      });
      alarm.set(clock() + 1);
      alarm.set(dueMs);
    });

    expect(rung).toHaveLength(1);
    expect(rung[0]).toBeGreaterThanOrEqual(dueMs);
  });

  it("does not ring when it was cleared", async () => {
    const clock = (): number => performance.now();
    let rung = false;
    const alarm = createAlarm(clock, () => {
      rung = true;
    });

    alarm.set(clock() + 1);
    alarm.clear();
    await new Promise<void>((resolve) => createAlarm(clock, resolve).set(clock() + 5));

    expect(rung).toBe(false);
  });
});

describe("latency", () => {
  it("adds the whole round trip to each command, as the program sees it", async () => {
    const { proxy } = await startPair(undefined, { latencyMs });
    const client = await connectDriver(proxy);

    const startMs = performance.now();
    for (let count = 0; count < 5; count += 1) await client.db().command({ count: "packages" });
    const durationMs = performance.now() - startMs;

    expect(durationMs).toBeGreaterThanOrEqual(5 * latencyMs);
    for (const { startMs: from, endMs = 0 } of ownCommands(proxy)) {
      expect(endMs - from).toBeGreaterThanOrEqual(latencyMs);
    }
  });

  it("delays the command on its way there and the reply on its way back", async () => {
    const { proxy } = await startPair(
      // Sleeps in place of the work of a slow query, longer than the latency.
      ({ reply }) => void setTimeout(() => reply({ ok: 1 }), 2 * latencyMs),
      { latencyMs },
    );
    const client = await connectDriver(proxy);

    await client.db().command({ count: "packages" });

    const [count] = ownCommands(proxy);
    const { startMs = 0, sentMs = 0, repliedMs = 0, endMs = 0 } = count ?? {};
    expect(sentMs - startMs).toBeGreaterThanOrEqual(latencyMs / 2);
    expect(endMs - startMs).toBeGreaterThanOrEqual(latencyMs + (repliedMs - sentMs));
  });

  it("lets commands on different connections travel at the same time", async () => {
    const { proxy } = await startPair(undefined, { latencyMs });
    const one = keep(await connectRawClient(proxy.port));
    const two = keep(await connectRawClient(proxy.port));
    // A ping is internal, so it is not delayed: after it both connections are served.
    for (const client of [one, two]) {
      client.send({ ping: 1, $db: "admin" });
      await client.next();
    }

    one.send({ count: "x", $db: "x" });
    two.send({ count: "y", $db: "x" });
    await Promise.all([one.next(), two.next()]);

    const [first, second] = ownCommands(proxy);
    expect(second?.sentMs).toBeLessThan(first?.endMs ?? 0);
    expect(first?.sentMs).toBeLessThan(second?.endMs ?? 0);
  });

  it("does not let a slow answer on one connection hold up another", async () => {
    const { server, proxy } = await startPair(
      ({ name, reply }) => name === "fast" && reply({ ok: 1 }),
      {
        latencyMs,
      },
    );
    const slow = keep(await connectRawClient(proxy.port));
    const fast = keep(await connectRawClient(proxy.port));

    slow.send({ slow: 1, $db: "x" });
    const request = await server.request(({ name }) => name === "slow");
    fast.send({ fast: 1, $db: "x" });
    await fast.next();
    request.reply({ ok: 1 });
    await slow.next();

    const [slowRecord, fastRecord] = ownCommands(proxy);
    expect(slowRecord?.endMs).toBeGreaterThan(fastRecord?.endMs ?? Infinity);
  });

  it("keeps the order of messages on a connection, delayed or not", async () => {
    const { server, proxy } = await startPair(undefined, { latencyMs });
    const client = keep(await connectRawClient(proxy.port));
    for (let index = 0; index < 1000; index += 1) {
      client.send({ insert: "x", index, $db: "x" }, { flags: messageFlag.moreToCome });
    }
    client.send({ ping: 1, $db: "admin" }); // internal, so not delayed itself
    const last = client.send({ count: "x", $db: "x" });

    const pong = await client.next();
    const counted = await client.next();

    const names = server.requests.map(({ command }) => command.index ?? command.count ?? "ping");
    expect(names).toEqual([...Array.from({ length: 1000 }, (_, index) => index), "ping", "x"]);
    expect([pong.responseTo, counted.responseTo]).toEqual([last - 1, last]);
  });

  it("leaves handshakes alone", async () => {
    const { proxy } = await startPair(undefined, { latencyMs: 60_000 });

    // It would take minutes if they were delayed.
    const client = await connectDriver(proxy);

    expect(client.options.directConnection).toBe(true);
    expect(proxy.record().commands.map(({ internal }) => internal)).toEqual([true, true]);
  });

  it("delays handshakes when it is asked to", async () => {
    const { proxy } = await startPair(undefined, { latencyMs, handshakeLatency: true });

    await connectDriver(proxy);

    const handshakes = proxy.record().commands;
    expect(handshakes).toHaveLength(2);
    for (const { startMs, endMs = 0 } of handshakes) {
      expect(endMs - startMs).toBeGreaterThanOrEqual(latencyMs);
    }
  });

  it("ends a delayed command that the proxy is closed in", async () => {
    const { proxy } = await startPair(undefined, { latencyMs: 60_000 });
    const client = keep(await connectRawClient(proxy.port));
    const arrived = nextCommands(proxy, 1);
    client.send({ count: "x", $db: "x" });
    await arrived;

    await proxy.close();

    expect(ownCommands(proxy)).toMatchObject([
      { command: "count", ok: false, error: { message: "the proxy was closed" } },
    ]);
  });
});

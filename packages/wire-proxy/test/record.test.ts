import { deflateSync } from "node:zlib";
import {
  encodeMessage,
  headerBytes,
  messageFlag,
  opCode,
  readHeader,
  writeHeader,
} from "@samples/wire-protocol";
import { MongoBulkWriteError } from "mongodb";
import { describe, expect, it } from "vitest";
import { startWireProxy, type WireCommand } from "../src/index.ts";
import { connectByteClient, startEchoServer } from "./echo-server.ts";
import { connectRawClient } from "./scripted-server.ts";
import { connectDriver, keep, ownCommands, startPair } from "./started.ts";

/** The commands with one word on their times and sizes, which differ from run to run. */
function summarize(commands: WireCommand[]): object[] {
  return commands.map(({ startMs, sentMs, repliedMs, endMs, replyBytes = 0, ...facts }) => {
    const times = [startMs, sentMs ?? 0, repliedMs ?? 0, endMs ?? 0];
    const inOrder = times.every((time, index) => time >= (times[index - 1] ?? 0));
    return { ...facts, measured: inOrder && replyBytes > 0 };
  });
}

describe("the record", () => {
  it("tells what each command was, who carried it and how it ended", async () => {
    const { server, proxy } = await startPair(({ name, reply }) => {
      if (name === "find") {
        reply({ ok: 1, cursor: { id: 5n, ns: "registry.packages", firstBatch: [{}, {}] } });
      } else if (name === "getMore") {
        reply({ ok: 1, cursor: { id: 0n, ns: "registry.packages", nextBatch: [{}] } });
      } else {
        reply({ ok: 0, code: 59, codeName: "CommandNotFound", errmsg: "no such command: 'shout'" });
      }
    });
    const client = await connectDriver(proxy);

    await client.db().collection("packages").find().toArray();
    const failure = await client
      .db()
      .command({ shout: 1 })
      .catch((error: unknown) => error);

    const [find, getMore, shout] = server.requests;
    expect(summarize(ownCommands(proxy))).toEqual([
      {
        command: "find",
        database: "registry",
        collection: "packages",
        connection: 2,
        requestId: find?.requestId,
        asked: { whole: "{ filter: {} }" },
        documents: 2,
        ok: true,
        measured: true,
      },
      {
        command: "getMore",
        database: "registry",
        collection: "packages",
        connection: 2,
        requestId: getMore?.requestId,
        documents: 1,
        ok: true,
        measured: true,
      },
      {
        command: "shout",
        database: "registry",
        connection: 2,
        requestId: shout?.requestId,
        ok: false,
        error: { code: 59, codeName: "CommandNotFound", message: "no such command: 'shout'" },
        measured: true,
      },
    ]);
    expect(failure).toMatchObject({ code: 59 });
  });

  it("keeps the size of the reply", async () => {
    const { server, proxy } = await startPair();
    const client = keep(await connectRawClient(proxy.port));

    client.send({ count: "packages", $db: "registry" });
    await client.next();

    const expected = encodeMessage({ ok: 1 }, { requestId: 1 }).length;
    expect(ownCommands(proxy).map(({ replyBytes }) => replyBytes)).toEqual([expected]);
    expect(server.requests).toHaveLength(1);
  });

  it("pairs replies with commands by their ids when they come in another order", async () => {
    const { server, proxy } = await startPair(() => {});
    const client = keep(await connectRawClient(proxy.port));
    client.send({ find: "first", $db: "x" }, { requestId: 11 });
    client.send({ find: "second", $db: "x" }, { requestId: 22 });
    const second = await server.request(({ requestId }) => requestId === 22);
    const first = await server.request(({ requestId }) => requestId === 11);

    second.reply({ ok: 0, errmsg: "no", code: 1 });
    first.reply({ ok: 1 });
    const replies = [await client.next(), await client.next()];

    expect(replies.map(({ responseTo }) => responseTo)).toEqual([22, 11]);
    const [one, two] = ownCommands(proxy);
    expect(one).toMatchObject({ collection: "first", ok: true });
    expect(two).toMatchObject({ collection: "second", ok: false });
    expect(one?.endMs).toBeGreaterThanOrEqual(two?.endMs ?? Infinity);
  });

  it("counts a write error as a failed command although the reply says ok", async () => {
    const { proxy } = await startPair(({ reply }) => {
      reply({
        ok: 1,
        n: 0,
        writeErrors: [{ index: 0, code: 11000, errmsg: "E11000 duplicate key error" }],
      });
    });
    const client = await connectDriver(proxy);

    const insert = client.db().collection("packages").insertMany([{}]);

    await expect(insert).rejects.toThrow(MongoBulkWriteError);
    expect(ownCommands(proxy)).toMatchObject([
      {
        command: "insert",
        ok: false,
        error: { code: 11000, message: "E11000 duplicate key error" },
      },
    ]);
  });

  it("ends an unacknowledged write where it started", async () => {
    const { server, proxy } = await startPair();
    const client = await connectDriver(proxy);

    await client
      .db()
      .collection("packages")
      .insertOne({}, { writeConcern: { w: 0 } });
    await server.request(({ name }) => name === "insert");

    const [insert] = ownCommands(proxy);
    expect(insert).toMatchObject({ command: "insert", ok: true });
    expect(insert?.endMs).toBe(insert?.startMs);
    expect(insert).not.toHaveProperty("repliedMs");
    expect(await proxy.settle(0)).toBe(true);
  });

  it("marks what the driver sends of its own accord, and nothing that the program asked for", async () => {
    const { server, proxy } = await startPair();
    const client = await connectDriver(proxy);
    await client.db("admin").command({ ping: 1 });
    await client.db("admin").command({ hello: 1 });
    await client.close();
    await server.hasConnections(0);

    const { commands } = proxy.record();

    expect(commands.filter(({ internal }) => internal).map(({ command }) => command)).toEqual([
      "ismaster",
      "ismaster",
      "endSessions",
    ]);
    expect(ownCommands(proxy).map(({ command }) => command)).toEqual(["ping", "hello"]);
  });

  it("marks authentication and a heartbeat as internal", async () => {
    const { proxy } = await startPair();
    const client = keep(await connectRawClient(proxy.port));
    const sent = [
      { saslStart: 1, $db: "admin" },
      { saslContinue: 1, $db: "admin" },
      { hello: 1, $db: "admin" },
      { ping: 1, $db: "admin" },
    ];

    for (const command of sent) {
      client.send(command);
      await client.next();
    }

    expect(proxy.record().commands.map(({ internal }) => internal)).toEqual(sent.map(() => true));
    expect(proxy.record().connections).toMatchObject([{ number: 1, internal: true }]);
  });

  it("tells a pool's connection from the one that only monitors", async () => {
    const { proxy } = await startPair();
    const client = await connectDriver(proxy);
    await client.db().command({ count: "packages" });
    const { connections } = proxy.record();

    expect(connections).toEqual([
      {
        number: 1,
        localPort: expect.toSatisfy((port: number) => port > 0),
        openedMs: expect.toSatisfy((time: number) => time > 0),
        internal: true,
      },
      {
        number: 2,
        localPort: expect.toSatisfy((port: number) => port > 0),
        openedMs: expect.toSatisfy((time: number) => time > 0),
      },
    ]);
  });

  it("knows the program's local port and that the program closed the connection", async () => {
    const { server, proxy } = await startPair();
    const client = await connectRawClient(proxy.port);
    const { localPort } = client.socket;
    client.send({ ping: 1, $db: "x" });
    await client.next();

    await client.close();
    await server.hasConnections(0);

    const { connections } = proxy.record();
    expect(connections).toMatchObject([{ number: 1, localPort, closedBy: "program" }]);
    expect(connections[0]?.closedMs).toBeGreaterThan(connections[0]?.openedMs ?? Infinity);
  });

  it("names the collection of an explained command", async () => {
    const { proxy } = await startPair();
    const client = keep(await connectRawClient(proxy.port));

    client.send({ explain: { aggregate: "packages", pipeline: [] }, $db: "registry" });
    await client.next();

    expect(ownCommands(proxy)).toMatchObject([{ command: "explain", collection: "packages" }]);
  });

  it("adds the replies of an exhaust command together", async () => {
    const { proxy } = await startPair(({ reply }) => {
      const batch = { ok: 1, cursor: { id: 5n, ns: "x.y", nextBatch: [{}, {}] } };
      const first = reply(batch, { flags: messageFlag.moreToCome });
      const second = reply(batch, { flags: messageFlag.moreToCome, responseTo: first });
      reply({ ok: 1, cursor: { id: 0n, ns: "x.y", nextBatch: [{}] } }, { responseTo: second });
    });
    const client = keep(await connectRawClient(proxy.port));

    client.send({ getMore: 5n, collection: "y", $db: "x" }, { flags: messageFlag.exhaustAllowed });
    const replies = [await client.next(), await client.next(), await client.next()];

    expect(replies.map(({ responseTo }) => responseTo)).toEqual([
      1,
      replies[0]?.requestId,
      replies[1]?.requestId,
    ]);
    expect(ownCommands(proxy)).toMatchObject([{ command: "getMore", ok: true, documents: 5 }]);
    expect(await proxy.settle(0)).toBe(true);
  });

  it("is a copy: what happens later does not change it", async () => {
    const { proxy } = await startPair();
    const client = keep(await connectRawClient(proxy.port));
    const before = proxy.record();

    client.send({ ping: 1, $db: "x" });
    await client.next();

    expect(before.commands).toEqual([]);
  });
});

describe("what the proxy cannot read", () => {
  function compress(frame: Buffer, compressor: number): Buffer {
    const { requestId, responseTo, opCode: code } = readHeader(frame);
    const body = frame.subarray(headerBytes);
    const packed = compressor === 2 ? deflateSync(body) : body;
    const result = Buffer.alloc(headerBytes + 9 + packed.length);
    writeHeader(result, {
      messageLength: result.length,
      requestId,
      responseTo,
      opCode: opCode.compressed,
    });
    result.writeInt32LE(code, headerBytes);
    result.writeInt32LE(body.length, headerBytes + 4);
    result[headerBytes + 8] = compressor;
    result.set(packed, headerBytes + 9);
    return result;
  }

  it("reads a command that is compressed with zlib", async () => {
    const { proxy } = await startPair();
    const client = keep(await connectRawClient(proxy.port));

    client.socket.write(
      compress(encodeMessage({ find: "packages", $db: "x" }, { requestId: 9 }), 2),
    );
    const { responseTo } = await client.next();

    expect(responseTo).toBe(9);
    expect(ownCommands(proxy)).toMatchObject([
      { command: "find", collection: "packages", ok: true },
    ]);
  });

  it("pairs a command whose compression it does not know", async () => {
    const server = keep(await startEchoServer());
    const proxy = keep(await startWireProxy({ target: server }));
    const client = connectByteClient(proxy.port);
    const command = compress(encodeMessage({ find: "x" }, { requestId: 9 }), 1);
    const reply = encodeMessage({ ok: 1 }, { requestId: 5, responseTo: 9 });

    client.socket.write(Buffer.concat([command, reply]));
    await client.take(command.length + reply.length);
    client.socket.destroy();

    expect(ownCommands(proxy)[0]).toMatchObject({
      command: "compressed",
      requestId: 9,
      ok: true,
      replyBytes: reply.length,
    });
  });

  it("passes on a message of an unknown kind, both ways, and does not record it", async () => {
    const server = keep(await startEchoServer());
    const proxy = keep(await startWireProxy({ target: server }));
    const client = connectByteClient(proxy.port);
    const unknown = Buffer.alloc(20, 7);
    writeHeader(unknown, { messageLength: 20, requestId: 1, responseTo: 0, opCode: 9999 });

    client.socket.write(unknown);
    const echoed = await client.take(unknown.length);
    client.socket.destroy();

    expect(echoed).toEqual(unknown);
    expect(server.received()).toEqual(unknown);
    expect(proxy.record().commands).toEqual([]);
  });

  it("passes on bytes that are no messages at all, and says so once for each side", async () => {
    const server = keep(await startEchoServer());
    const proxy = keep(await startWireProxy({ target: server, latencyMs: 1000 }));
    const client = connectByteClient(proxy.port);
    const request = "GET / HTTP/1.1\r\n\r\n";
    const ping = encodeMessage({ ping: 1, $db: "admin" }, { requestId: 1 });

    client.socket.write(Buffer.concat([ping, Buffer.from(request)]));
    const first = await client.take(ping.length + request.length);
    client.socket.write(request);
    const second = await client.take(request.length);
    client.socket.destroy();

    expect(first).toEqual(Buffer.concat([ping, Buffer.from(request)]));
    expect(second.toString()).toBe(request);
    expect(proxy.record().commands).toMatchObject([{ command: "ping", requestId: 1 }]);
    expect(proxy.record().marks.map(({ kind, text }) => [kind, text])).toEqual([
      [
        "note",
        "connection 1: the program sent something else than MongoDB messages, passed on unread",
      ],
      [
        "note",
        "connection 1: the server sent something else than MongoDB messages, passed on unread",
      ],
    ]);
  });

  it("passes on the half of a message that the program hung up in", async () => {
    const server = keep(await startEchoServer());
    const proxy = keep(await startWireProxy({ target: server }));
    const half = encodeMessage({ find: "x" }, { requestId: 1 }).subarray(0, 20);
    const client = connectByteClient(proxy.port);

    client.socket.end(half);

    expect(await server.ended).toEqual(half);
  });

  it("carries messages of 16 MB unchanged in both directions", async () => {
    const server = keep(await startEchoServer());
    const proxy = keep(await startWireProxy({ target: server }));
    const client = connectByteClient(proxy.port);
    const text = "0123456789abcdef".repeat(1_000_000);
    const large = encodeMessage({ insert: "x", text }, { requestId: 1 });

    client.socket.write(Buffer.concat([large, large]));
    const echoed = await client.take(2 * large.length);
    client.socket.destroy();

    expect(echoed.equals(Buffer.concat([large, large]))).toBe(true);
    expect(proxy.record().commands).toHaveLength(2);
  });
});

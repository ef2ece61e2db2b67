import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { MongoClient } from "mongodb";
import { describe, expect, it } from "vitest";
import { startEmbeddedServer } from "../src/index.ts";

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function untilGone(pid: number): Promise<void> {
  while (isRunning(pid)) await sleep(10);
}

describe("startEmbeddedServer", () => {
  it("gives a server that a driver can use, in a process of its own that close() ends", async () => {
    const server = await startEmbeddedServer();
    const client = new MongoClient(server.uri);

    const hello = await client.db().command({ hello: 1 });
    await client.close();
    const { uri, host, port, pid, version } = server;
    await Promise.all([server.close(), server.close()]);

    expect({ uri, host, version }).toEqual({
      uri: `mongodb://127.0.0.1:${port}/?directConnection=true`,
      host: "127.0.0.1",
      version: "8.0.0",
    });
    expect(hello).toMatchObject({
      isWritablePrimary: true,
      me: `127.0.0.1:${port}`,
      maxWireVersion: 25,
    });
    expect(hello).not.toHaveProperty("topologyVersion");
    expect(pid).not.toBe(process.pid);
    expect(isRunning(pid)).toBe(false);
  });

  it("can be found through its replica set's name, too", async () => {
    const server = await startEmbeddedServer();
    const client = new MongoClient(`mongodb://localhost:${server.port}/?replicaSet=embedded`);

    await client.db("t").collection("c").insertOne({ a: 1 });
    const found = await client.db("t").collection("c").countDocuments();

    await client.close();
    await server.close();
    expect(found).toBe(1);
  });

  it("says that a port is taken", async () => {
    const server = await startEmbeddedServer();

    const second = startEmbeddedServer({ port: server.port });

    await expect(second).rejects.toThrow(
      `Cannot start the embedded server on port ${server.port}: another program has it. Choose another port, or 0 for a free one.`,
    );
    await server.close();
  });

  it("ends the server when its signal is aborted", async () => {
    const controller = new AbortController();
    const { pid } = await startEmbeddedServer({ signal: controller.signal });

    controller.abort();
    await untilGone(pid);

    expect(isRunning(pid)).toBe(false);
  });

  it("ends the server when its parent is killed", async () => {
    const folder = await mkdtemp(join(tmpdir(), "embedded-mongo-"));
    const file = join(folder, "parent.mts");
    const index = pathToFileURL(join(import.meta.dirname, "../src/index.ts")).href;
    await writeFile(
      file,
      `import { startEmbeddedServer } from ${JSON.stringify(index)};
       const { pid } = await startEmbeddedServer();
       process.send?.(pid);
       setInterval(() => undefined, 1000);`,
    );
    const parent = fork(file, { execArgv: ["--import", import.meta.resolve("tsx")] });
    const [pid] = (await once(parent, "message")) as [number];
    await rm(folder, { recursive: true });
    const wasRunning = isRunning(pid);

    parent.kill("SIGKILL");
    await untilGone(pid);

    expect(wasRunning).toBe(true);
  });

  it("does not keep its parent alive", async () => {
    const folder = await mkdtemp(join(tmpdir(), "embedded-mongo-"));
    const file = join(folder, "parent.mts");
    const index = pathToFileURL(join(import.meta.dirname, "../src/index.ts")).href;
    await writeFile(
      file,
      `import { startEmbeddedServer } from ${JSON.stringify(index)};
       const { pid } = await startEmbeddedServer();
       process.send?.(pid, () => process.disconnect());`,
    );
    const parent = fork(file, { execArgv: ["--import", import.meta.resolve("tsx")] });
    const exited = once(parent, "exit");
    const [pid] = (await once(parent, "message")) as [number];

    const [code] = (await exited) as [number];
    await rm(folder, { recursive: true });
    await untilGone(pid);

    expect(code).toBe(0);
  });
});

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openDatabase } from "../../src/registry/data/database.ts";
import { buildApp } from "../../src/registry/web/app.ts";
import { ada, createTestDatabase, startRegistry } from "./start-registry.ts";

const program = fileURLToPath(new URL("../../src/registry/server.ts", import.meta.url));

/** Starts the server as a container does, and returns it with its log and its address. */
async function startServer(environment: Record<string, string>) {
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), program], {
    env: { ...process.env, PORT: "0", ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const log: Record<string, unknown>[] = [];
  const url = new Promise<string>((resolve, reject) => {
    child.once("exit", () => reject(new Error("The server has ended before it listened")));
    let rest = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        const entry = JSON.parse(line) as Record<string, unknown>;
        log.push(entry);
        const address = /http:\S+/.exec(String(entry.msg))?.[0];
        if (address) resolve(address);
      }
    });
  });
  return { child, log, url: await url };
}

async function ended(child: ChildProcess): Promise<unknown> {
  const [exitCode] = (await once(child, "exit")) as [number | null];
  return exitCode;
}

test("the server answers over HTTP, logs without secrets, and ends with 0 on SIGTERM", async () => {
  await using database = await createTestDatabase();
  const { child, log, url } = await startServer({ MONGODB_URI: database.uri });
  const send = (path: string, body: object, headers = {}) =>
    fetch(`${url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });

  const { name: _, ...credentials } = ada;
  const created = await send("/api/users", ada);
  const { token } = (await (await send("/api/tokens", credentials)).json()) as { token: string };
  const authorization = `Bearer ${token}`;
  const published = await send("/api/packages/x/releases", { version: "1.0.0" }, { authorization });
  const ready = await fetch(`${url}/readyz`);
  child.kill("SIGTERM");
  const exitCode = await ended(child);

  expect([created.status, published.status, ready.status]).toEqual([201, 201, 200]);
  expect(exitCode).toBe(0);
  expect(log.map(({ msg }) => msg)).toContain("closing");
  const text = JSON.stringify(log);
  expect(text).not.toContain(token);
  expect(text).not.toContain(ada.password);
});

test("a request that is at work when the server is told to stop is answered", async () => {
  await using database = await createTestDatabase();
  const { child, url } = await startServer({ MONGODB_URI: database.uri, DRAIN_MS: "200" });
  const port = Number(new URL(url).port);
  // Half a request: it is at work until its second half is there.
  const body = JSON.stringify(ada);
  const socket = connect(port, "127.0.0.1").setEncoding("utf8");
  let answer = "";
  socket.on("data", (text: string) => {
    answer += text;
  });
  socket.write(
    `POST /api/users HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body.slice(0, 5)}`,
  );
  // Another request has been answered: so the first one has been read.
  await fetch(`${url}/healthz`);

  child.kill("SIGTERM");
  let ready = 200;
  while (ready === 200) ready = (await fetch(`${url}/readyz`)).status;
  socket.write(body.slice(5));
  await once(socket, "close");

  expect(ready).toBe(503);
  expect(answer).toMatch(/^HTTP\/1\.1 201 /);
  expect(await ended(child)).toBe(0);
});

test.each([
  ["PORT", "http"],
  ["MONGODB_URI", "localhost:27017"],
  ["LOG_LEVEL", "loud"],
])("a wrong %s is said in one sentence, without its value", async (name, value) => {
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), program], {
    env: { ...process.env, [name]: value },
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const [exitCode] = (await once(child, "close")) as [number];

  expect(exitCode).toBe(1);
  expect(said).toMatch(new RegExp(`^Cannot use the environment\\. ${name}: .*\\n$`));
  expect(said).not.toContain(value);
});

test("a database that is away is 503, not ready, and no reason to be restarted", async () => {
  const database = openDatabase("mongodb://127.0.0.1:9/x?serverSelectionTimeoutMS=100");
  const app = await buildApp({ database, rateLimit: 100 });

  const answers = await Promise.all(
    ["/healthz", "/readyz", "/api/stats", "/"].map((url) => app.inject(url)),
  );
  await app.close();
  await database.close();

  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 503, 503, 503]);
  expect(answers[2]?.headers["retry-after"]).toBe("5");
  expect(answers[2]?.body).not.toMatch(/127\.0\.0\.1|Mongo/);
});

test("a hundred first requests share one client, and the next ones try again if it could not connect", async () => {
  await using registry = await startRegistry();
  const away = openDatabase("mongodb://127.0.0.1:9/x?serverSelectionTimeoutMS=50");

  const first = away.collections();
  const second = away.collections();
  await expect(first).rejects.toThrow();
  const third = away.collections();
  third.catch(() => undefined);
  await away.close();

  expect(second).toBe(first);
  expect(third).not.toBe(first);
  const answers = await Promise.all(
    Array.from({ length: 100 }, () => registry.app.inject("/api/stats")),
  );
  expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
});

test("the OpenAPI document has every route of the API, and no page", async () => {
  await using registry = await startRegistry();

  const { paths } = (await registry.app.inject("/docs/json")).json<{ paths: object }>();

  expect(Object.entries(paths).map(([path, methods]) => [path, Object.keys(methods)])).toEqual([
    ["/api/packages/recent/{count}", ["get"]],
    ["/api/packages/{name}", ["get"]],
    ["/api/packages", ["get"]],
    ["/api/stats", ["get"]],
    ["/api/users", ["post"]],
    ["/api/tokens", ["post"]],
    ["/api/packages/{name}/releases", ["post"]],
  ]);
});

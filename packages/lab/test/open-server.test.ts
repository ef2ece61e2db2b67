import { fileURLToPath } from "node:url";
import { startEmbeddedServer } from "@samples/embedded-mongo";
import { afterAll, expect, onTestFinished, test, vi } from "vitest";
import { closeServers, openServer, runProgram } from "../src/index.ts";
import { readRegistry } from "../src/registry/registry.ts";
import { sharedServerVariable } from "../src/server/embedded-server.ts";

const program = fileURLToPath(new URL("./programs/gather.ts", import.meta.url));

afterAll(async () => {
  vi.unstubAllEnvs();
  await closeServers();
});

test("all runs of a process share one server, also when they begin together", async () => {
  const [one, two] = await Promise.all([openServer("embedded"), openServer("embedded")]);

  expect(two).toBe(one);
  expect(await openServer("embedded")).toBe(one);
});

test("a server that is gone is replaced, and who still uses it is told so", async () => {
  await closeServers();
  const first = await startEmbeddedServer();
  vi.stubEnv(sharedServerVariable, `${first.host}:${first.port}`);
  const lost = await openServer("embedded");
  await first.close();
  await expect.poll(() => lost.isOpen).toBe(false);
  await expect(lost.createDatabase("lesson_lost", [])).rejects.toMatchObject({
    code: "server-failed",
    message: expect.stringContaining("Run it again"),
  });
  await lost.dropDatabase("lesson_lost");

  vi.stubEnv(sharedServerVariable, undefined);
  const fresh = await openServer("embedded");

  expect(fresh.isOpen).toBe(true);
  await fresh.createDatabase("lesson_fresh", await readRegistry());
  await fresh.dropDatabase("lesson_fresh");
});

test("a server that could not be had is asked for again", async () => {
  const gone = await startEmbeddedServer();
  await gone.close();
  await expect(openServer(gone.uri)).rejects.toMatchObject({ code: "unreachable" });
  const back = await startEmbeddedServer({ port: gone.port });
  onTestFinished(() => back.close());

  const server = await openServer(gone.uri);

  expect(server.address).toEqual({ host: "127.0.0.1", port: gone.port });
  await server.close();
});

test("an abort is heard while a server is being reached", async () => {
  const controller = new AbortController();
  // A host that answers to nothing: 192.0.2.0/24 is reserved for documentation (RFC 5737).
  const run = runProgram(program, { mongo: "mongodb://192.0.2.1/", signal: controller.signal });

  controller.abort();

  await expect(run).rejects.toMatchObject({ code: "aborted" });
});

test.each([
  ["latencyMs", -1],
  ["timeLimitMs", Number.NaN],
  ["weatherLatencyMs", 2 ** 31],
])("%s of %d is refused", async (name, value) => {
  await expect(runProgram(program, { [name]: value })).rejects.toMatchObject({
    code: "bad-option",
    message: expect.stringContaining(name),
  });
});

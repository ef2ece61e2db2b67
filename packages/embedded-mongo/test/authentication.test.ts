import { once } from "node:events";
import { readFileSync } from "node:fs";
import { MongoClient, type ServerHeartbeatFailedEvent } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startEmbeddedServer, type EmbeddedServer } from "../src/index.ts";
import { failure } from "./database.ts";

let server: EmbeddedServer;
const tls = {
  cert: readFileSync(new URL("tls/certificate.pem", import.meta.url), "utf8"),
  key: readFileSync(new URL("tls/key.pem", import.meta.url), "utf8"),
};
const secure = { ca: tls.cert, tlsAllowInvalidHostnames: false };

beforeAll(async () => {
  server = await startEmbeddedServer({ user: { username: "ann,=x", password: "s3cret" }, tls });
});
afterAll(() => server.close());

async function countAs(auth: { username: string; password: string } | undefined) {
  await using client = new MongoClient(server.uri, { ...secure, ...(auth ? { auth } : {}) });
  return await client.db("a").collection("b").countDocuments();
}

/** Returns why a client cannot reach the server, as soon as it knows: to select one it goes on trying for a while. */
async function heartbeatFailure(uri: string): Promise<Error> {
  const client = new MongoClient(uri);
  const failed = once(client, "serverHeartbeatFailed");
  const connecting = client.connect().catch(() => undefined);
  const [{ failure: reason }] = (await failed) as [ServerHeartbeatFailedEvent];
  await client.close();
  await connecting;
  return reason;
}

describe("a server with a user and TLS", () => {
  it("answers who proves to be the user", async () => {
    await using client = new MongoClient(server.uri, {
      ...secure,
      auth: { username: "ann,=x", password: "s3cret" },
    });

    await client.db("a").collection<{ _id: number }>("b").insertOne({ _id: 1 });

    expect(await client.db("a").collection("b").findOne()).toEqual({ _id: 1 });
    expect((await client.db("admin").command({ connectionStatus: 1 })).authInfo).toEqual({
      authenticatedUsers: [{ user: "ann,=x", db: "admin" }],
      authenticatedUserRoles: [{ role: "root", db: "admin" }],
    });
  });

  it.each([
    ["a wrong password", { username: "ann,=x", password: "secret" }],
    ["another user", { username: "bob", password: "s3cret" }],
  ])("refuses %s", async (_name, auth) => {
    expect(await failure(countAs(auth))).toMatchObject({
      code: 18,
      codeName: "AuthenticationFailed",
    });
  });

  it("lets nobody read who has not authenticated", async () => {
    expect(await failure(countAs(undefined))).toMatchObject({
      code: 13,
      message: "Command aggregate requires authentication",
    });
  });

  it("is not trusted by who does not know its certificate", async () => {
    expect(await heartbeatFailure(server.uri)).toMatchObject({
      message: expect.stringMatching(/self-signed certificate/),
    });
  });

  it("does not speak without TLS", async () => {
    expect(await heartbeatFailure(server.uri.replace("&tls=true", ""))).toMatchObject({
      name: "MongoNetworkError",
    });
  });
});

import { randomUUID } from "node:crypto";
import { openServer } from "@samples/lab";
import { MongoClient } from "mongodb";
import { openDatabase, type Collections } from "../../src/registry/data/database.ts";
import { buildApp, type AppOptions } from "../../src/registry/web/app.ts";

/** A database of its own: how to reach it, and what drops it. */
export async function createTestDatabase() {
  const server = await openServer();
  const uri = server.programUri([server.address.port], `registry_test_${randomUUID().slice(0, 8)}`);
  return {
    uri,
    async [Symbol.asyncDispose]() {
      await using client = new MongoClient(uri);
      await client.db().dropDatabase();
    },
  };
}

/** The application with a database of its own; `await using` ends both. */
export async function startRegistry(options: Partial<AppOptions> = {}) {
  const testDatabase = await createTestDatabase();
  const database = openDatabase(testDatabase.uri);
  const app = await buildApp({ database, rateLimit: 10_000, ...options });
  const collections: Collections = await database.collections();
  return {
    app,
    collections,
    async [Symbol.asyncDispose]() {
      await app.close();
      await database.close();
      await testDatabase[Symbol.asyncDispose]();
    },
  };
}

type App = Awaited<ReturnType<typeof buildApp>>;

export const ada = { name: "Ada", email: "ada@example.com", password: "correct horse battery" };

/** Creates a user, and returns the header that shows who they are. */
export async function logIn(app: App, user = ada): Promise<{ authorization: string }> {
  await app.inject().post("/api/users").payload(user);
  const { name: _, ...credentials } = user;
  const answer = await app.inject().post("/api/tokens").payload(credentials);
  return { authorization: `Bearer ${answer.json<{ token: string }>().token}` };
}

import { randomUUID } from "node:crypto";
import { MongoClient, type Db } from "mongodb";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { startEmbeddedServer, type EmbeddedServer } from "../src/index.ts";

export interface TestDatabase {
  client: MongoClient;
  /** A new one for each test. */
  db: Db;
  uri: string;
}

/**
 * Gives each test of a file its own database. SERVER_UNDER_TEST is the connection string of another server to run the
 * same tests against.
 */
export function useDatabase(): TestDatabase {
  const other = process.env.SERVER_UNDER_TEST;
  let server: EmbeddedServer | undefined;
  const database = {} as TestDatabase;

  beforeAll(async () => {
    if (other === undefined) server = await startEmbeddedServer();
    database.uri = other ?? server?.uri ?? "";
    database.client = new MongoClient(database.uri, { monitorCommands: true });
    await database.client.connect();
  });
  beforeEach(() => {
    database.db = database.client.db(`test-${randomUUID()}`);
  });
  afterEach(async () => {
    await database.db.dropDatabase();
  });
  afterAll(async () => {
    await database.client.close();
    await server?.close();
  });
  return database;
}

/** Returns what an operation failed with, as the parts of it that a client can see. */
export async function failure(operation: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await operation;
  } catch (error) {
    const { name, code, codeName, message } = error as Error & {
      code?: unknown;
      codeName?: unknown;
    };
    return { name, code, ...(codeName === undefined ? {} : { codeName }), message };
  }
  throw new Error("Expected a failure, and there was none");
}

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

/** One for all of a worker's files, as they share their modules; it ends with the worker. */
let server: Promise<EmbeddedServer> | undefined;

/**
 * Gives each test of a file its own database. SERVER_UNDER_TEST is the connection string of another server to run the
 * same tests against.
 */
export function useDatabase(): TestDatabase {
  const other = process.env.SERVER_UNDER_TEST;
  const database = {} as TestDatabase;

  beforeAll(async () => {
    database.uri = other ?? (await (server ??= startEmbeddedServer())).uri;
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

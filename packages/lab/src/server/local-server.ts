import type { DatabaseKind } from "../run.ts";
import { LabError } from "../lab-error.ts";
import { redact } from "../redact.ts";
import { openCommandConnection } from "./command-connection.ts";
import { registryCollection, type LabServer } from "./lab-server.ts";

/**
 * Returns a server of our own on loopback, without TLS and credentials: what runs need of it goes over one
 * connection of the lab.
 *
 * @param close ends what was started with it
 */
export async function connectLocalServer(
  kind: DatabaseKind,
  address: { host: string; port: number },
  close: () => Promise<void>,
): Promise<LabServer> {
  const connection = await openCommandConnection(address);
  const { version } = (await connection.command("admin", { buildInfo: 1 })) as { version: string };
  const created = new Set<string>();

  return {
    kind,
    version,
    address,
    get isOpen() {
      return connection.isOpen;
    },
    redact,

    programUri(port, database) {
      return `mongodb://127.0.0.1:${port}/${database}?directConnection=true`;
    },

    async createDatabase(database, documents) {
      try {
        const reply = await connection.command(database, { listCollections: 1, nameOnly: true });
        const { firstBatch } = reply.cursor as { firstBatch: unknown[] };
        if (firstBatch.length > 0) {
          throw new LabError(
            "server-failed",
            `Cannot use the database ${database} as it exists already`,
          );
        }
        created.add(database);
        await connection.command(
          database,
          { insert: registryCollection, ordered: false },
          { name: "documents", documents },
        );
      } catch (error) {
        if (error instanceof LabError) throw error;
        throw new LabError(
          "server-failed",
          `The ${kind} server could not make a database for this run: ${String(error)}. Run it again: another server is started.`,
          { cause: error },
        );
      }
    },

    async dropDatabase(database) {
      // With the server gone, its databases are gone, too: they are in its memory.
      if (!created.delete(database) || !connection.isOpen) return;
      await connection.command(database, { dropDatabase: 1 });
    },

    async close() {
      connection.close();
      await close();
    },
  };
}

import { Long, type Document } from "bson";
import type { DatabaseKind } from "../run.ts";
import { LabError } from "../lab-error.ts";
import { redact } from "../redact.ts";
import { openCommandConnection } from "./command-connection.ts";
import { explainLimitMs, registryCollection, type LabServer } from "./lab-server.ts";

interface Cursor {
  id: unknown;
  firstBatch?: Document[];
  nextBatch?: Document[];
}

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
  // In a container it would be a number of the container's own.
  const { pid } = kind === "embedded" ? await connection.command("admin", { serverStatus: 1 }) : {};
  const created = new Set<string>();

  async function readCursor(database: string, command: Document): Promise<Document[]> {
    const { cursor } = (await connection.command(database, command)) as { cursor: Cursor };
    const documents = cursor.firstBatch ?? [];
    let { id } = cursor;
    while (String(id) !== "0") {
      const next = await connection.command(database, {
        getMore: typeof id === "number" ? Long.fromNumber(id) : id,
        collection: command.find ?? "$cmd.listCollections",
      });
      const { cursor: more } = next as { cursor: Cursor };
      documents.push(...(more.nextBatch ?? []));
      ({ id } = more);
    }
    return documents;
  }

  return {
    kind,
    ...(pid === undefined ? {} : { pid: Number(pid) }),
    version,
    address,
    get isOpen() {
      return connection.isOpen;
    },
    redact,

    programUri([port], database) {
      return `mongodb://127.0.0.1:${port}/${database}?directConnection=true`;
    },

    async createDatabase(database, documents) {
      try {
        const reply = await connection.command(database, { listCollections: 1, nameOnly: true });
        const { firstBatch } = reply.cursor as { firstBatch: unknown[] };
        if (firstBatch.length > 0) {
          throw new LabError(
            "server-failed",
            `Cannot use the database ${database}: it already exists`,
          );
        }
        created.add(database);
        if (documents.length === 0) return;
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

    async readDatabase(database, except) {
      const listed = await readCursor(database, { listCollections: 1, nameOnly: true });
      const contents: Record<string, Document[]> = {};
      for (const { name, type } of listed) {
        if (type === "view" || except.includes(String(name))) continue;
        contents[String(name)] = await readCursor(database, { find: String(name) });
      }
      return contents;
    },

    explain(database, command) {
      const explain = {
        explain: command,
        verbosity: "executionStats",
        maxTimeMS: explainLimitMs,
        // By now this member may be a secondary.
        $readPreference: { mode: "primaryPreferred" },
      };
      return connection.command(database, explain);
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

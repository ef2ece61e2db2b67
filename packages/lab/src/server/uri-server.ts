import type { ConnectionOptions } from "node:tls";
import type { Document, MongoClient, ServerDescription, TopologyDescription } from "mongodb";
import { LabError } from "../lab-error.ts";
import { createRedactor, createStrictRedactor } from "../redact.ts";
import type { DatabaseKind } from "../run.ts";
import {
  explainLimitMs,
  registryCollection,
  type LabServer,
  type ServerAddress,
} from "./lab-server.ts";
import { toProgramUri } from "./program-uri.ts";

/** Within this a server answers, or it counts as unreachable. The whole must fail within 5 s. */
const selectionLimitMs = 3_000;
const connectLimitMs = 4_600;

/**
 * Connects to the MongoDB that `uri` names and finds the server that takes writes.
 *
 * @throws LabError "bad-uri", "unreachable" (within 5 s), "unauthorized"; no message holds credentials
 */
export async function connectUriServer(
  uri: string,
  options: { kind?: DatabaseKind; close?: () => Promise<void> } = {},
): Promise<LabServer> {
  const redact = createRedactor(uri);
  const { MongoClient: Client } = await import("mongodb");
  let topology: TopologyDescription | undefined;
  let client: MongoClient;
  try {
    client = new Client(uri, {
      serverSelectionTimeoutMS: selectionLimitMs,
      connectTimeoutMS: selectionLimitMs,
      appName: "lesson-lab",
    });
  } catch (error) {
    throw new LabError(
      "bad-uri",
      `Cannot read the connection string: ${createStrictRedactor(uri)(messageOf(error))}. ` +
        'It should look like "mongodb://host:27017" or "mongodb+srv://user:password@cluster.example.net".',
    );
  }
  const refused = new Promise<never>((_, reject) => {
    client.on("topologyDescriptionChanged", (event) => {
      topology = event.newDescription;
      const errors = [...topology.servers.values()].map((server) => server.error);
      // The driver would try again and again until its time limit. Who is refused everywhere knows enough.
      if (errors.length > 0 && errors.every(isRefusal)) reject(errors[0] ?? new Error("refused"));
    });
  });
  // It may come later, when nobody waits for it anymore.
  refused.catch(() => undefined);

  try {
    await withinLimit(Promise.race([client.connect(), refused]));
    const buildInfo = await client.db("admin").command({ buildInfo: 1 });
    const address = addressOf(client, topology);
    return createUriServer({
      kind: options.kind ?? "uri",
      uri,
      client,
      address,
      version: String(buildInfo.version),
      redact,
      close: options.close,
    });
  } catch (error) {
    await client.close().catch(() => undefined);
    throw error instanceof LabError ? error : connectionError(uri, redact, error);
  }
}

interface UriServerParts {
  kind: DatabaseKind;
  uri: string;
  client: MongoClient;
  address: ServerAddress;
  version: string;
  redact: (text: string) => string;
  close?: (() => Promise<void>) | undefined;
}

function createUriServer(parts: UriServerParts): LabServer {
  const { client, redact } = parts;
  const created = new Set<string>();

  return {
    kind: parts.kind,
    version: parts.version,
    address: parts.address,
    // Whether it is there, the driver finds out anew with each run.
    isOpen: true,
    redact,

    programUri([port = 0], database) {
      return toProgramUri(parts.uri, client.options, port, database);
    },

    async createDatabase(database, documents) {
      try {
        const collections = await client
          .db(database)
          .listCollections({}, { nameOnly: true })
          .toArray();
        if (collections.length > 0) {
          throw new LabError(
            "server-failed",
            `Cannot use the database ${database}: it already exists`,
          );
        }
        const { deserialize } = await import("bson");
        created.add(database);
        if (documents.length === 0) return;
        const packages = client
          .db(database)
          .collection<Document & { _id: string }>(registryCollection);
        await packages.insertMany(
          documents.map((bytes) => deserialize(bytes) as Document & { _id: string }),
          { ordered: false },
        );
      } catch (error) {
        if (error instanceof LabError) throw error;
        throw new LabError(
          isAuthorizationError(error) ? "unauthorized" : "server-failed",
          `Cannot make the database ${database} for this run: ${redact(messageOf(error))}. ` +
            "The user of the connection string must be allowed to create and drop databases.",
        );
      }
    },

    async readDatabase(database, except) {
      const listed = await client.db(database).listCollections({}, { nameOnly: true }).toArray();
      const contents: Record<string, Document[]> = {};
      for (const { name, type } of listed) {
        if (type === "view" || except.includes(name)) continue;
        contents[name] = await client.db(database).collection(name).find().toArray();
      }
      return contents;
    },

    explain(database, command) {
      const explain = { explain: command, verbosity: "executionStats", maxTimeMS: explainLimitMs };
      return client.db(database).command(explain);
    },

    async dropDatabase(database) {
      if (!created.delete(database)) return;
      await client.db(database).dropDatabase();
    },

    async close() {
      await client.close();
      await parts.close?.();
    },
  };
}

/** An SRV or TXT lookup has no limit of its own in the driver. */
async function withinLimit<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`nothing answered within ${connectLimitMs / 1000} s`));
    }, connectLimitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** The server that takes writes: a replica set's primary, a mongos, or the only one there is. */
function addressOf(client: MongoClient, topology: TopologyDescription | undefined): ServerAddress {
  const servers: ServerDescription[] = [...(topology?.servers.values() ?? [])];
  const writable = servers.find((server) =>
    ["RSPrimary", "Mongos", "Standalone", "LoadBalancer"].includes(server.type),
  );
  if (!writable) {
    throw new LabError(
      "unreachable",
      `Cannot use this MongoDB as none of its servers takes writes: ${
        servers.map((server) => `${server.address} is ${server.type}`).join(", ") || "none answered"
      }.`,
    );
  }
  const { host, port } = writable;
  return { host, port, ...(client.options.tls ? { tls: tlsOptions(client) } : {}) };
}

/** What the driver itself hands to tls.connect, read from files of the connection string by now. */
function tlsOptions(client: MongoClient): ConnectionOptions {
  const {
    ca,
    cert,
    key,
    passphrase,
    crl,
    pfx,
    rejectUnauthorized,
    checkServerIdentity,
    secureContext,
  } = client.options as ConnectionOptions & typeof client.options;
  const given = {
    ca,
    cert,
    key,
    passphrase,
    crl,
    pfx,
    rejectUnauthorized,
    checkServerIdentity,
    secureContext,
  };
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as ConnectionOptions;
}

function connectionError(uri: string, redact: (text: string) => string, error: unknown): LabError {
  const where = redact(uri);
  if (isAuthorizationError(error)) {
    return new LabError(
      "unauthorized",
      `${where} does not accept the credentials of the connection string: ${redact(messageOf(error))}. ` +
        "Check user, password and authSource.",
    );
  }
  return new LabError(
    "unreachable",
    `Cannot reach ${where}: ${redact(messageOf(error))}. ` +
      'Check that it is running and reachable from here, or run with "--mongo embedded".',
  );
}

/** True when nobody listens there, or there is no such host: waiting will not help. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && /\b(ECONNREFUSED|ENOTFOUND)\b/.test(error.message);
}

/** 18 AuthenticationFailed, 13 Unauthorized, 8000 Atlas's own. */
function isAuthorizationError(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  return code === 18 || code === 13 || code === 8000 || isAuthorizationError(cause);
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  // What the driver says of a connection attempt that it gave up.
  if (/^connection <monitor> to \S+ closed$/.test(text)) {
    return `nothing answered within ${selectionLimitMs / 1000} s`;
  }
  // The sentence goes on after it.
  return text.trim().replace(/\.$/, "");
}

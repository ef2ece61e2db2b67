import { MongoClient, type Collection, type ObjectId } from "mongodb";
import type { Dependency, Release } from "../schemas.ts";

/** A package with its releases inside: one write publishes one, and nobody can see the half of it. */
export interface PackageDocument {
  /** The package's name. */
  _id: string;
  /** Who may publish releases; missing for packages that were loaded. */
  owner?: ObjectId;
  summary?: string;
  license?: string;
  homepage?: string;
  keywords: string[];
  dependencies: Dependency[];
  /** The version that was published last. */
  latest: string;
  /** In the order in which they were published. */
  releases: Release[];
  releaseCount: number;
  createdAt: Date;
  updatedAt: Date;
}

export interface UserDocument {
  _id: ObjectId;
  name: string;
  /** In small letters; unique. */
  email: string;
  passwordHash: string;
  createdAt: Date;
}

export interface TokenDocument {
  /** SHA-256 of the token: who reads the database cannot use it. */
  _id: string;
  user: ObjectId;
  expiresAt: Date;
}

export interface Collections {
  packages: Collection<PackageDocument>;
  users: Collection<UserDocument>;
  tokens: Collection<TokenDocument>;
}

export interface Database {
  /** Resolves when the client is connected and the indexes are there. */
  collections: () => Promise<Collections>;
  /** Resolves when the database answers. */
  ping: (signal: AbortSignal) => Promise<void>;
  close: () => Promise<void>;
}

/** How long a request waits for a database that is not there, in ms. */
const selectionTimeoutMs = 5_000;

/**
 * Returns the database of this process: one client, which connects when it is first needed. What everybody shares is the
 * promise of the connection, so a hundred first requests open one.
 */
export function openDatabase(uri: string): Database {
  const client = new MongoClient(uri, {
    appName: "registry",
    ignoreUndefined: true,
    // What the connection string says counts.
    ...(/[?&]serverSelectionTimeoutMS=/i.test(uri)
      ? {}
      : { serverSelectionTimeoutMS: selectionTimeoutMs }),
  });
  let connecting: Promise<Collections> | undefined;

  return {
    collections() {
      connecting ??= connect(client).catch((error: unknown) => {
        // A promise that was rejected stays so: the next caller tries again.
        connecting = undefined;
        throw error;
      });
      return connecting;
    },

    async ping(signal) {
      await client.db().command({ ping: 1 }, { signal });
    },

    async close() {
      await client.close();
    },
  };
}

async function connect(client: MongoClient): Promise<Collections> {
  await client.connect();
  const db = client.db();
  const collections: Collections = {
    packages: db.collection("packages"),
    users: db.collection("users"),
    tokens: db.collection("tokens"),
  };
  // An index that is there already is left as it is.
  await Promise.all([
    collections.packages.createIndexes([
      { key: { updatedAt: -1, _id: 1 } },
      { key: { keywords: 1, _id: 1 } },
    ]),
    collections.users.createIndexes([{ key: { email: 1 }, unique: true }]),
    collections.tokens.createIndexes([
      { key: { expiresAt: 1 }, expireAfterSeconds: 0 },
    ]),
  ]);
  return collections;
}

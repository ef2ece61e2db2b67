/**
 * Serves chapter 13's registry twice: from the database, and from memory with the same routes. Prints both addresses as JSON, and ends
 * when its standard input does.
 */
import {
  openDatabase,
  type Database,
} from "../../../../chapters/13-package-registry/src/registry/data/database.ts";
import { buildApp } from "../../../../chapters/13-package-registry/src/registry/web/app.ts";

const database = openDatabase(process.env.MONGODB_URI ?? "");
const { packages } = await database.collections();
const found = await packages.findOne(
  { dependencies: [] },
  { projection: { releases: { $slice: -20 } } },
);
if (!found) throw new Error("Load the registry first");

const memory = {
  ...database,
  collections: async () => ({ packages: { findOne: async () => found } }),
} as unknown as Database;

const limits = { rateLimit: 1_000_000_000 };
const apps = await Promise.all(
  [database, memory].map((each) => buildApp({ database: each, ...limits })),
);
const [fromDatabase, fromMemory] = await Promise.all(
  apps.map((app) => app.listen({ port: 0, host: "127.0.0.1" })),
);
const path = `/api/packages/${encodeURIComponent(found._id)}`;
console.log(JSON.stringify({ database: `${fromDatabase}${path}`, memory: `${fromMemory}${path}` }));

process.stdin.on("end", () => process.exit()).resume();

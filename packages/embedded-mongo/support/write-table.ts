/** Writes the table of the README anew: `pnpm --filter @samples/embedded-mongo support`. */
import { readFile, writeFile } from "node:fs/promises";
import { MongoClient } from "mongodb";
import { startEmbeddedServer } from "../src/index.ts";
import { readmeFile, withTable } from "./readme.ts";
import { createSupportTable } from "./table.ts";

const server = await startEmbeddedServer();
const client = new MongoClient(server.uri);
const table = await createSupportTable(client.db("support"));
await client.close();
await server.close();
await writeFile(readmeFile, withTable(await readFile(readmeFile, "utf8"), table));

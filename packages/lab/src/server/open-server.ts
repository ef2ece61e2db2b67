import { LabError } from "../lab-error.ts";
import { createRedactor } from "../redact.ts";
import type { LabServer } from "./lab-server.ts";
import { openDockerServer } from "./docker-server.ts";
import { openEmbeddedServer } from "./embedded-server.ts";
import { connectUriServer } from "./uri-server.ts";

const open = new Map<string, Promise<LabServer>>();

/** Returns what the user asked for: the option, else LESSON_MONGO, else MONGODB_URI, else "embedded". */
export function chooseMongo(option?: string): string {
  return option || process.env.LESSON_MONGO || process.env.MONGODB_URI || "embedded";
}

/**
 * Returns the server that `mongo` names: "embedded", "docker" or a connection string. All runs of this
 * process share it; `closeServers` ends it, and so does the end of the process.
 *
 * @throws LabError with a message that says how to go on
 */
export async function openServer(mongo: string = chooseMongo()): Promise<LabServer> {
  const known = open.get(mongo);
  if (known && (await known).isOpen) return known;
  // Another caller may have opened one in the meantime.
  const newer = open.get(mongo);
  if (newer && newer !== known) return newer;
  const server = start(mongo).catch((error: unknown) => {
    // The next run may have more luck.
    open.delete(mongo);
    throw error;
  });
  open.set(mongo, server);
  return server;
}

/** Ends every server that this process has opened. */
export async function closeServers(): Promise<void> {
  const servers = [...open.values()];
  open.clear();
  const closed = await Promise.allSettled(
    servers.map(async (opening) => {
      // If it did not open, its caller has been told.
      const server = await opening.catch(() => undefined);
      await server?.close();
    }),
  );
  const failure = closed.find((result) => result.status === "rejected");
  if (failure) throw failure.reason;
}

async function start(mongo: string): Promise<LabServer> {
  if (mongo === "embedded") return openEmbeddedServer();
  if (mongo === "docker") return openDockerServer();
  if (/^mongodb(\+srv)?:\/\//i.test(mongo)) return connectUriServer(mongo);
  throw new LabError(
    "bad-option",
    `Cannot use ${JSON.stringify(createRedactor(mongo)(mongo))} as a MongoDB: ` +
      'expected "embedded", "docker" or a connection string that starts with mongodb:// or mongodb+srv://.',
  );
}

import { LabError } from "../lab-error.ts";
import type { LabServer } from "./lab-server.ts";
import { connectLocalServer } from "./local-server.ts";

/**
 * Set by a process that keeps one embedded server for several processes (a chapter's tests): its address,
 * "127.0.0.1:12345".
 */
export const sharedServerVariable = "LAB_EMBEDDED_SERVER";

/** Returns the embedded server: the shared one where there is one, else one of this process's own. */
export async function openEmbeddedServer(): Promise<LabServer> {
  const shared = process.env[sharedServerVariable];
  if (shared) {
    const { hostname, port } = new URL(`tcp://${shared}`);
    return connectLocalServer("embedded", { host: hostname, port: Number(port) }, async () => {});
  }

  const { startEmbeddedServer } = await import("@samples/embedded-mongo");
  const server = await startEmbeddedServer().catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new LabError("server-failed", `The embedded server did not start: ${reason}`, {
      cause: error,
    });
  });
  const address = { host: server.host, port: server.port };
  return connectLocalServer("embedded", address, () => server.close());
}

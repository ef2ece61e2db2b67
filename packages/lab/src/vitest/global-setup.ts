import { sharedServerVariable } from "../server/embedded-server.ts";
import { chooseMongo, closeServers, openServer } from "../server/open-server.ts";

/**
 * vitest's `globalSetup`: starts one embedded server for all test files of a package, and returns what ends
 * it. Where LESSON_MONGO or MONGODB_URI name another server, that one is used as it is.
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (chooseMongo() !== "embedded" || process.env[sharedServerVariable]) return undefined;
  const { address } = await openServer("embedded");
  // The workers are started after this, and get a copy of the environment.
  process.env[sharedServerVariable] = `${address.host}:${address.port}`;
  return async () => {
    delete process.env[sharedServerVariable];
    await closeServers();
  };
}

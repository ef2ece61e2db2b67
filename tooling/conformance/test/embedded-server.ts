import { startEmbeddedServer, type EmbeddedServer } from "@samples/embedded-mongo";
import { afterAll, beforeAll } from "vitest";

/** Gives a test file its own embedded server. */
export function useEmbeddedServer(): { uri: string } {
  const address = { uri: "" };
  let server: EmbeddedServer | undefined;
  beforeAll(async () => {
    server = await startEmbeddedServer();
    address.uri = server.uri;
  });
  afterAll(() => server?.close());
  return address;
}

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Request {
  path: string;
  header(name: string): string | undefined;
  /** Aborted when the caller hangs up. */
  signal: AbortSignal;
}

/** A status, and what is sent with it as JSON. */
export type Answer = [status: number, body: unknown];

/** A small web server on a free port of this machine, for programs that call themselves. */
export async function serve(handle: (request: Request) => Promise<Answer>) {
  const handlers = new Set<Promise<void>>();
  const server = createServer((incoming, outgoing) => {
    const hungUp = new AbortController();
    outgoing.once("close", () => hungUp.abort());
    const { url: path = "/", headers } = incoming;
    const header = (name: string) => headers[name]?.toString();
    const handler = handle({ path, header, signal: hungUp.signal })
      .catch((error: unknown): Answer => [500, { error: String(error) }])
      .then(([status, body]) => {
        outgoing.writeHead(status, { "content-type": "application/json" });
        outgoing.end(JSON.stringify(body));
        handlers.delete(handler);
      });
    handlers.add(handler);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    /** Resolves when no handler is at work, also for a caller who is gone. */
    async idle() {
      while (handlers.size > 0) await Promise.all(handlers);
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

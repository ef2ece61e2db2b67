import { once } from "node:events";
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

export interface Request {
  path: string;
  headers: IncomingMessage["headers"];
}

/** A status, and what is sent with it as JSON. */
export type Answer = [status: number, body: unknown];

/** A small web server on a free port, for programs that call themselves. */
export async function serve(handle: (request: Request) => Promise<Answer>) {
  const handlers = new Set<Promise<void>>();

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse) {
    const { url: path = "/", headers } = incoming;
    const [status, body] = await handle({ path, headers }).catch(
      (error: unknown): Answer => [500, { error: String(error) }],
    );
    outgoing.writeHead(status, { "content-type": "application/json" });
    outgoing.end(JSON.stringify(body));
  }

  const server = createServer((incoming, outgoing) => {
    const handler = answer(incoming, outgoing);
    handlers.add(handler);
    void handler.finally(() => handlers.delete(handler));
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

import type { FastifyPluginAsync } from "fastify";
import type { Database } from "../data/database.ts";

/** How long /readyz waits for the database, in ms. */
const pingLimitMs = 1_000;

/**
 * `/healthz`: this process runs; asks nobody, so that a database that is away gets no process restarted. `/readyz`: send
 * requests here; not while the database is away, and not after `closing` was aborted.
 */
export function health(
  database: Database,
  closing: AbortSignal,
): FastifyPluginAsync {
  return async (app) => {
    const unseen = {
      schema: { hide: true },
      config: { rateLimit: false as const },
    };
    app.get("/healthz", unseen, async () => ({ status: "ok" }));

    app.get("/readyz", unseen, async (request, reply) => {
      if (closing.aborted) return reply.code(503).send({ status: "closing" });
      // A reason of its own: the driver takes AbortSignal.timeout() for a broken socket.
      const limit = new AbortController();
      const timer = setTimeout(
        () => limit.abort(new Error("no answer in time")),
        pingLimitMs,
      );
      try {
        await database.ping(limit.signal);
        return { status: "ok" };
      } catch (error) {
        request.log.warn({ err: error }, "not ready");
        return reply.code(503).send({ status: "database away" });
      } finally {
        clearTimeout(timer);
      }
    });
  };
}

import closeWithGrace from "close-with-grace";
import { setTimeout as sleep } from "node:timers/promises";
import type { Config } from "./config.ts";
import { openDatabase } from "./data/database.ts";
import { buildApp } from "./web/app.ts";

/** How long requests may go on after a signal before the process ends all the same, in ms. */
const closeLimitMs = 10_000;

/**
 * Serves the registry until SIGTERM or SIGINT. Then /readyz says no, new connections are refused, the requests at work are
 * answered, and the client is closed, in this order. Returns the address at which it listens.
 */
export async function serve(config: Config): Promise<string> {
  const database = openDatabase(config.mongodbUri);
  const closing = new AbortController();
  const app = await buildApp({
    database,
    rateLimit: config.rateLimit,
    closing: closing.signal,
    logger: {
      level: config.logLevel,
      redact: {
        paths: [
          "req.headers.authorization",
          "req.headers.cookie",
          "*.password",
          "*.token",
        ],
        censor: "[redacted]",
      },
    },
  });
  app.addHook("onClose", () => database.close());

  const graceful = closeWithGrace(
    { delay: config.drainMs + closeLimitMs, logger: app.log },
    async ({ err, signal }) => {
      if (err) app.log.fatal({ err }, "fault outside of a request");
      app.log.info({ signal }, "closing");
      closing.abort();
      await sleep(config.drainMs);
      await app.close();
    },
  );
  try {
    // A database that is away is no reason not to start: /readyz tells, and requests get 503.
    database
      .collections()
      .catch((error: unknown) => app.log.error({ err: error }, "no database"));
    return await app.listen({ host: config.host, port: config.port });
  } catch (error) {
    graceful.uninstall();
    await app.close();
    throw error;
  }
}

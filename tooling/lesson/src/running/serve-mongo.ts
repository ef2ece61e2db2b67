import { once } from "node:events";
import { createServer } from "node:net";
import { startEmbeddedServer } from "@samples/embedded-mongo";
import { closeServers, openServer, readRegistry } from "@samples/lab";
import { interruptible } from "./interruptible.ts";
import { EXIT_FAILED, LessonError } from "../terminal/lesson-error.ts";
import { showProgress } from "../terminal/progress.ts";
import { colors } from "../terminal/terminal.ts";

/** The database that is there from the start; the names of runs' databases begin with "lesson_". */
const database = "lesson";

/**
 * Runs the embedded server with the lessons' data until somebody ends it.
 *
 * @throws LessonError when the port is taken; Interrupted at the end
 */
export async function serveMongo(port: number): Promise<void> {
  await refuseTakenPort(port);
  const wipe = showProgress("Starting the embedded server …");
  await interruptible(async (signal) => {
    const server = await startEmbeddedServer({ port, signal });
    try {
      await (await openServer(server.uri)).createDatabase(database, await readRegistry());
      await closeServers();
      wipe();
      const uri = new URL(`/${database}`, server.uri);
      uri.search = new URL(server.uri).search;
      console.log(`The embedded server (MongoDB ${server.version} as far as it goes) answers at

  ${colors.bold(uri.href)}

Connect with mongosh, Compass or your own code: mongosh "${uri.href}"
Everything is kept in memory and gone at the end. Ctrl-C ends it.`);
      await untilEnded(server.pid, signal);
    } finally {
      wipe();
      await server.close();
    }
  });
}

/**
 * Waits for `signal`, and keeps this process alive meanwhile, which the server does not.
 *
 * @throws LessonError when the server's process is gone before
 */
async function untilEnded(pid: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const watch = setInterval(() => {
      try {
        process.kill(pid, 0);
      } catch (error) {
        clearInterval(watch);
        reject(
          new LessonError(
            "The embedded server has ended unexpectedly. Start it again: pnpm mongo",
            {
              exitCode: EXIT_FAILED,
              cause: error,
            },
          ),
        );
      }
    }, 500);
    const stop = (): void => {
      clearInterval(watch);
      resolve();
    };
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}

/** @throws LessonError when somebody listens on `port` already: said before anything is started */
async function refuseTakenPort(port: number): Promise<void> {
  const probe = createServer();
  try {
    await once(probe.listen(port, "127.0.0.1"), "listening");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    const why =
      code === "EADDRINUSE"
        ? "another program listens on it"
        : `this system refuses it (${String(code)})`;
    throw new LessonError(
      `Cannot use port ${port}: ${why}. Choose another one with --port, or any free one with --port 0.`,
      { exitCode: EXIT_FAILED, cause: error },
    );
  }
  probe.close();
  await once(probe, "close");
}

import { once } from "node:events";
import { createServer } from "node:net";
import { startEmbeddedServer } from "@samples/embedded-mongo";
import { closeServers, openServer, readRegistry } from "@samples/lab";
import { interruptible } from "./interruptible.ts";
import { EXIT_FAILED, LessonError } from "./lesson-error.ts";
import { showProgress } from "./progress.ts";
import { colors } from "./terminal.ts";

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
      const uri = new URL(database, `${server.uri.replace(/\/$/, "")}/`).href;
      console.log(`The embedded server (MongoDB ${server.version} as far as it goes) answers at

  ${colors.bold(uri)}

Connect with mongosh, Compass or your own code: mongosh ${uri}
Everything is kept in memory and gone at the end. Ctrl-C ends it.`);
      await once(signal, "abort");
    } finally {
      wipe();
      await server.close();
    }
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

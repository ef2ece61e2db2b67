import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { createServer } from "node:net";
import { startEmbeddedServer } from "@samples/embedded-mongo";
import { closeServers, openServer, readRegistry } from "@samples/lab";
import { interruptible } from "./interruptible.ts";
import { EXIT_FAILED, LessonError } from "../terminal/lesson-error.ts";
import { showProgress } from "../terminal/progress.ts";
import { colors } from "../terminal/terminal.ts";

/** The database with the lessons' data; the names of runs' databases begin with "lesson_". */
const lessonDatabase = "lesson";

export interface ServeMongoOptions {
  port: number;
  /** Database of the URI; it is empty unless it is the lessons' own. */
  database: string;
  /** How many members the replica set is to show; missing for one. */
  members?: number;
  /** By how much its secondaries are behind, in ms. */
  lag?: number;
  /** A program and its arguments, which gets the URI as MONGODB_URI; empty for the server alone. */
  command: string[];
}

/**
 * Runs the embedded server until somebody ends it, or until the command beside it has ended. Returns the exit code.
 *
 * @throws LessonError when the port is taken or there is no such command; Interrupted when somebody ended it
 */
export async function serveMongo({
  port,
  database,
  members: count,
  lag: lagMs = 0,
  command,
}: ServeMongoOptions): Promise<number> {
  const more = port === 0 ? 0 : (count ?? 1) - 1;
  for (let each = port; each <= port + more; each += 1) await refuseTakenPort(each);
  const wipe = showProgress("Starting the embedded server …");
  return await interruptible(async (signal) => {
    // A command that is asked to end may need its database until it has.
    const server = await startEmbeddedServer({
      port,
      ...(count === undefined ? {} : { members: { count, lagMs } }),
      ...(command.length > 0 ? {} : { signal }),
    });
    try {
      if (database === lessonDatabase) {
        await (await openServer(server.uri)).createDatabase(database, await readRegistry());
        await closeServers();
      }
      wipe();
      // Several hosts are no URL.
      const uri = server.uri.replace("/?", `/${database}?`);
      if (command.length > 0) {
        console.log(`The embedded server answers at ${uri}`);
        return await runBeside(command, uri, signal);
      }
      console.log(`The embedded server (MongoDB ${server.version} as far as it goes) answers at

  ${colors.bold(uri)}

Connect with mongosh, Compass or your own code: mongosh "${uri}"
Everything is kept in memory and gone at the end. Ctrl-C ends it.`);
      await untilEnded(server.pid, signal);
      return 0;
    } finally {
      wipe();
      await server.close();
    }
  });
}

/**
 * Runs a command with `MONGODB_URI`. Returns its exit code, 128 + n when signal n ended it.
 *
 * @throws LessonError when it cannot be started
 */
async function runBeside(
  [program = "", ...args]: string[],
  uri: string,
  signal: AbortSignal,
): Promise<number> {
  const child = spawn(program, args, {
    stdio: "inherit",
    env: { ...process.env, MONGODB_URI: uri },
  });
  // On a terminal Ctrl-C goes to every process there, and for many programs a second signal means: at once.
  const stop = (): void => {
    if (!process.stdin.isTTY) child.kill("SIGTERM");
  };
  signal.addEventListener("abort", stop, { once: true });
  try {
    const [exitCode, endedBy] = (await once(child, "exit")) as [number | null, NodeJS.Signals];
    return exitCode ?? 128 + constants.signals[endedBy];
  } catch (cause) {
    throw new LessonError(`Cannot run ${program}: ${(cause as Error).message}`, {
      exitCode: EXIT_FAILED,
      cause,
    });
  } finally {
    signal.removeEventListener("abort", stop);
  }
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

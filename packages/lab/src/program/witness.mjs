// @ts-check
/**
 * What `node --import` loads to learn how a program ended, which its exit code does not tell: of an error that was
 * thrown, of a rejection that nobody handled (on stderr the two look alike), or because nothing was left to do; and,
 * of a program that does not end, what keeps it alive.
 * The listeners change nothing: Node still prints the error and ends the process.
 */
import { appendFileSync, writeFileSync } from "node:fs";

const file = new URL(import.meta.url).searchParams.get("file");

/**
 * Whether this is the program itself: its workers and forked processes load what it has loaded, after it, and find
 * the file there. That they run out of work says nothing about the program.
 */
function isProgram() {
  if (file === null) return false;
  try {
    writeFileSync(file, "", { flag: "wx" });
    return true;
  } catch {
    return false;
  }
}

/** @param {string} what one of: error, rejection, drained, "alive" and names of resources */
function testify(what) {
  if (file === null) return;
  try {
    appendFileSync(file, `${what}\n`);
  } catch {
    // The directory is gone: the run is over, and this process outlived it.
  }
}

if (isProgram()) {
  process.on("uncaughtExceptionMonitor", () => {
    // Who calls tells a forgotten rejection from an await at top level that threw; both have the same origin.
    const { stack = "" } = new Error("who calls");
    testify(stack.includes("processPromiseRejections") ? "rejection" : "error");
  });

  // Emitted when the event loop is empty, and not by process.exit, an error or a signal.
  process.on("beforeExit", () => testify("drained"));

  // Sent at the time limit, and never before it. Such a listener keeps no process alive.
  if (process.platform !== "win32") {
    process.on("SIGUSR2", () => testify(`alive ${process.getActiveResourcesInfo().join(" ")} `));
  }
}

// @ts-check
/**
 * What `node --import` loads to learn of what a program dies: on stderr a thrown error and a rejection that nobody
 * handled look alike. The listener changes nothing: Node still prints the error and ends the process.
 */
import { writeFileSync } from "node:fs";

const file = new URL(import.meta.url).searchParams.get("file");

process.on("uncaughtExceptionMonitor", () => {
  if (file === null) return;
  // Who calls tells a forgotten rejection from an await at top level that threw; both have the same origin.
  const { stack = "" } = new Error("who calls");
  const isRejection = stack.includes("processPromiseRejections");
  try {
    writeFileSync(file, JSON.stringify({ isRejection }));
  } catch {
    // The directory is gone: the run is over, and this process outlived it.
  }
});

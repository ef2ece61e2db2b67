// @ts-check
/**
 * What `node --import` loads before a program: starts the recorder of this thread.
 * The directory for the records and how many slices a thread may record stand in this module's own URL
 * (`?to=…&limit=…`), so that the program's environment shows nothing but NODE_OPTIONS.
 */
import { isMainThread } from "node:worker_threads";
import { watchForFirstLine } from "./watch-for-first-line.mjs";
import { startRecorder } from "./recorder.mjs";

const { searchParams } = new URL(import.meta.url);
const directory = searchParams.get("to");

if (directory !== null && !isLoadersOwn(process.argv[1])) {
  try {
    startRecorder(directory, Number(searchParams.get("limit")));
    watchForFirstLine();
    // Loaded only where it is asked for: each module of a preload makes every program start later.
    if (searchParams.has("lines")) {
      const { recordSendLines } = await import("./send-lines.mjs");
      recordSendLines(directory, searchParams.get("lines") === "live");
    }
  } catch {
    // The directory is gone: the run is over, and this process outlived it.
    // A program must never fail because it is being watched.
  }
}

/**
 * Whether this is the worker in which a TypeScript loader has its compiler.
 * @param {string | undefined} entry
 */
function isLoadersOwn(entry) {
  return !isMainThread && /[\\/]esbuild[\\/]lib[\\/]main\.js$/.test(entry ?? "");
}

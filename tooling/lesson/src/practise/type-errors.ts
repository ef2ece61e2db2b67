import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";

/** More errors than this say nothing more. */
const mostErrors = 10;

/**
 * Returns what the TypeScript compiler says about a reader's file, as it says it: "one-by-one.ts(12,3): error TS2322: …".
 * Types are checked beside the run, which they never hold up: a program with a wrong type still runs.
 */
export function findTypeErrors(file: string, signal?: AbortSignal): Promise<string[]> {
  const manifest = createRequire(import.meta.url).resolve("typescript/package.json");
  const compiler = path.join(path.dirname(manifest), "bin", "tsc");
  const folder = path.dirname(file);
  const name = path.basename(file);
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [compiler, "--noEmit", "--pretty", "false", "--project", path.join(folder, "tsconfig.json")],
      { cwd: folder, signal, encoding: "utf8" },
      (_error, stdout) => {
        const own = stdout.split(/\r?\n/).filter((line) => line.startsWith(`${name}(`));
        resolve(own.slice(0, mostErrors));
      },
    );
  });
}

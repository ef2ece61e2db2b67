import path from "node:path";
import { progress } from "@clack/prompts";
import type { Database, PackageDocument } from "../data/database.ts";
import { generatePackages } from "../load/generate-packages.ts";
import { readInstalledPackages } from "../load/installed-packages.ts";
import { loadPackages, type Loaded } from "../load/load-packages.ts";
import { CommandError } from "./command-error.ts";

export interface LoadOptions {
  installed?: string;
  generate?: number;
  seed: number;
}

/**
 * Loads packages from a node_modules folder, generated ones, or both, and says how far it is.
 *
 * @throws CommandError when the folder is not there, or on Ctrl-C
 */
export async function load(
  database: Database,
  options: LoadOptions,
): Promise<Loaded> {
  const installed =
    options.installed === undefined ? [] : await readFolder(options.installed);
  const generated = options.generate ?? 0;
  const total = installed.length + generated;
  if (total === 0)
    throw new CommandError(
      "There is nothing to load: say --installed or --generate.",
      2,
    );

  const { packages } = await database.collections();
  const bar = showProgress(total);
  const interrupted = new AbortController();
  const onInterrupt = (): void => interrupted.abort();
  process.once("SIGINT", onInterrupt);
  try {
    const loaded = await loadPackages(
      packages,
      all(installed, generated, options.seed),
      {
        signal: interrupted.signal,
        onProgress: ({ added, kept }) => bar.show(added + kept),
      },
    );
    bar.end();
    return loaded;
  } catch (error) {
    bar.end();
    if (!interrupted.signal.aborted) throw error;
    throw new CommandError(
      `Ended after ${bar.done()} of ${total} packages, which stay.`,
      130,
    );
  } finally {
    process.off("SIGINT", onInterrupt);
  }
}

function* all(
  installed: PackageDocument[],
  generated: number,
  seed: number,
): Generator<PackageDocument> {
  yield* installed;
  yield* generatePackages(generated, seed);
}

async function readFolder(folder: string): Promise<PackageDocument[]> {
  try {
    return await readInstalledPackages(path.resolve(folder));
  } catch (error) {
    const code =
      error instanceof Error && "code" in error
        ? String(error.code)
        : String(error);
    throw new CommandError(
      `Cannot read ${folder} (${code}): expected a node_modules folder.`,
    );
  }
}

/** A bar where a person is watching; a line for each tenth where not. */
function showProgress(total: number) {
  let done = 0;
  const isWatched = process.stderr.isTTY;
  const bar = isWatched
    ? progress({ max: total, output: process.stderr })
    : undefined;
  bar?.start(`Loading ${total} packages`);
  return {
    done: () => done,
    show(now: number) {
      const tenths = Math.floor((10 * now) / total);
      if (bar) bar.advance(now - done, `${now} of ${total} packages`);
      else if (tenths > Math.floor((10 * done) / total)) {
        console.error(`${now} of ${total} packages`);
      }
      done = now;
    },
    end() {
      bar?.stop(`${done} of ${total} packages`);
    },
  };
}

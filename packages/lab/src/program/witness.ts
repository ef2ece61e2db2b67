import { randomBytes } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** How a program ended, as it was seen from inside. */
export interface Testimony {
  /** It died of a rejection that nobody handled. */
  isRejection: boolean;
  /** It ended because nothing was left to do: no command can have been in flight. */
  isDrained: boolean;
}

export interface Witness {
  /** Arguments of `node`. */
  args: string[];
  /** Returns what was seen. The program must be gone. */
  testify(): Promise<Testimony>;
  /** Removes what was written. */
  discard(): Promise<void>;
}

/** Prepares what tells how a program ends. */
export function prepareWitness(): Witness {
  const file = join(tmpdir(), `lesson-${randomBytes(8).toString("hex")}.txt`);
  const preload = new URL("./witness.mjs", import.meta.url);
  preload.searchParams.set("file", file);
  return {
    args: ["--import", preload.href],
    async testify() {
      // No file: process.exit or a signal.
      const seen = await readFile(file, "utf8").catch(() => "");
      return { isRejection: seen.includes("rejection"), isDrained: seen.includes("drained") };
    },
    discard: () => rm(file, { force: true }),
  };
}

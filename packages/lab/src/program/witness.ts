import { randomBytes } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Witness {
  /** Arguments of `node`. */
  args: string[];
  /** Returns whether the program died of a rejection that nobody handled. It must be gone. */
  sawRejection(): Promise<boolean>;
}

/** Prepares what tells of which kind of error a program died. */
export function prepareWitness(): Witness {
  const file = join(tmpdir(), `lesson-${randomBytes(8).toString("hex")}.json`);
  const preload = new URL("./witness.mjs", import.meta.url);
  preload.searchParams.set("file", file);
  return {
    args: ["--import", preload.href],
    async sawRejection() {
      const text = await readFile(file, "utf8").catch(() => undefined);
      // No file: no error.
      if (text === undefined) return false;
      await rm(file, { force: true });
      return text.includes('"isRejection":true');
    },
  };
}

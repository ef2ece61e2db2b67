import { randomBytes } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** How a program ended, as it was seen from inside. */
export interface Testimony {
  /** It died of a rejection that nobody handled. */
  isRejection: boolean;
  /** It ended because nothing was left to do: no command can have been in flight. */
  isDrained: boolean;
  /** Node.js's names of what kept it alive when it was asked: "Timeout", "TCPServerWrap". */
  keptAliveBy: string[];
}

export interface Witness {
  /** Arguments of `node`. */
  args: string[];
  /** Asks the program, whose process is `pid`, what keeps it alive. Resolves when it has said so, and soon if it does not. */
  ask(pid: number): Promise<void>;
  /** Returns what was seen. The program must be gone. */
  testify(): Promise<Testimony>;
  /** Removes what was written. */
  discard(): Promise<void>;
}

/** The signal by which a program is asked; witness.mjs listens to it. */
const question = "SIGUSR2";

/** A program that keeps the thread to itself does not answer, in ms. */
const answerLimitMs = 500;

/** Prepares what tells how a program ends. */
export function prepareWitness(): Witness {
  const file = join(tmpdir(), `lesson-${randomBytes(8).toString("hex")}.txt`);
  const preload = new URL("./witness.mjs", import.meta.url);
  preload.searchParams.set("file", file);
  // No file: the program has not begun, or this directory cannot be read.
  const read = (): Promise<string> => readFile(file, "utf8").catch(() => "");
  return {
    args: ["--import", preload.href],
    async ask(pid) {
      if (process.platform === "win32") return;
      try {
        process.kill(pid, question);
      } catch {
        return; // It has just ended.
      }
      for (let waitedMs = 0; waitedMs < answerLimitMs; waitedMs += 10) {
        await sleep(10);
        if ((await read()).includes("alive ")) return;
      }
    },
    async testify() {
      const seen = await read();
      return {
        isRejection: seen.includes("rejection"),
        isDrained: seen.includes("drained"),
        keptAliveBy: /^alive (.*)$/m.exec(seen)?.[1]?.split(" ").filter(Boolean) ?? [],
      };
    },
    discard: () => rm(file, { force: true }),
  };
}

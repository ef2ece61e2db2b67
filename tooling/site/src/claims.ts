import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** A claim as a sentence: its test shows that it holds for one program and fails for another. */
export interface ClaimSentence {
  sentence: string;
  /** File name of the program for which it holds. */
  holds: string;
  /** File name of the program for which it fails, where that is a literal of the test. */
  fails?: string;
}

const claim =
  /^claim\(\s*"(?<sentence>(?:\\.|[^"\\])*)",\s*\{[^}]*?\bholds: (?:\{ program: )?"(?<holds>[^"]+)"(?<rest>[^;]*?)\}\s*,\s*(?:async )?\(/gm;
const failing = /\bfails: (?:\{ program: )?"([^"]+)"/;

/**
 * Returns what the tests in `folder` claim of each program, by its file name. What a test puts together at run time (a
 * sentence in a loop, a program in a variable) cannot be read from its source and is left out.
 */
export function readClaims(folder: string): Map<string, ClaimSentence[]> {
  const found = new Map<string, ClaimSentence[]>();
  if (!existsSync(folder)) return found;
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".test.ts"))) {
    const text = readFileSync(path.join(folder, name), "utf8").replaceAll("\r\n", "\n");
    for (const { groups = {} } of text.matchAll(claim)) {
      const holds = path.posix.basename(groups["holds"] ?? "");
      const fails = failing.exec(groups["rest"] ?? "")?.[1];
      const sentence = (groups["sentence"] ?? "").replaceAll(/\\(.)/g, "$1");
      const read = { sentence, holds, ...(fails ? { fails: path.posix.basename(fails) } : {}) };
      found.set(holds, [...(found.get(holds) ?? []), read]);
    }
  }
  return found;
}

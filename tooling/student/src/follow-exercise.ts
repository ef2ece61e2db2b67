import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Followed } from "./follow-readme.ts";
import { runAsShown } from "./follow-readme.ts";
import type { FreshCopy } from "./fresh-copy.ts";

/**
 * Follows the first exercise of a chapter's README whose solution is a program of the chapter: its start is not solved and says so,
 * its solution is. Returns nothing for a chapter without one.
 */
export function followExercise(chapter: string, copy: FreshCopy): Followed[] {
  const readme = path.posix.join("chapters", chapter, "README.md");
  const text = readFileSync(path.join(copy.root, readme), "utf8");
  for (const { 1: id = "", index } of text.matchAll(/`pnpm lesson practise (\d\d\/[\w-]+)`/g)) {
    const [number = "", name = ""] = id.split("/");
    const folder = path.join(copy.root, "chapters", chapter);
    const exercise = readFileSync(path.join(folder, "practice", `${name}.ts`), "utf8");
    const solution = /^ {2}solution: "([\w-]+\.ts)"/m.exec(exercise)?.[1];
    if (solution === undefined) continue;

    const command = `pnpm lesson practise ${id} --check`;
    const line = text.slice(0, index).split("\n").length;
    const note = (fault: string | undefined): Followed => ({ file: readme, line, command, fault });
    const start = runAsShown(command, copy);
    const isUnsolved = start?.startsWith("exit code 1:") && start.includes(" left.");
    const own = path.join(copy.root, "practice", number, `${name}.ts`);
    if (!isUnsolved || !existsSync(own))
      return [note(`its start is not what it should be: ${start ?? "it is solved"}`)];
    writeFileSync(own, readFileSync(path.join(folder, "src", solution)));
    return [note(undefined), note(runAsShown(command, copy))];
  }
  return [];
}

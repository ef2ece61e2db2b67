import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import type { ListedProgram } from "../programs/program-index.ts";

/** Where what a program printed, its picture, and the run of both for a player are kept: in `recorded/`, beside its `src/`. */
export function recordingFiles({ file }: Pick<ListedProgram, "file">): {
  text: string;
  picture: string;
  run: string;
} {
  const folder = path.join(path.dirname(path.dirname(file)), "recorded");
  const stem = path.basename(file).replace(/\.(?:[cm]?ts|mjs)$/, "");
  return {
    text: path.join(folder, `${stem}.txt`),
    picture: path.join(folder, `${stem}.svg`),
    run: path.join(folder, `${stem}.run.json`),
  };
}

/** Returns the recorded files that belong to no program and no comparison, such as those of a deleted program. */
export function strayRecordings(programs: ListedProgram[], comparisons: string[]): string[] {
  const known = new Set([
    ...comparisons,
    ...programs.flatMap((program) => {
      const { text, picture, run } = recordingFiles(program);
      return [text, picture, run];
    }),
  ]);
  const folders = new Set([...known].map((file) => path.dirname(file)));
  return [...folders]
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => path.join(folder, name)))
    .filter((file) => !known.has(file) && !path.basename(file).startsWith("."));
}

import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { readStructure } from "@samples/snippets";
import { readRunFile } from "@samples/timeline";
import { repositoryRoot } from "./repository.ts";

/**
 * Returns the recorded runs that a recorded picture shows, as paths from the repository's root: those of "a--b.svg" are a's and
 * b's. None where one of them is missing, cannot be played or is not the run of this picture: then there is the picture alone.
 */
export function runsOf(picture: string): string[] {
  const file = path.join(repositoryRoot, picture);
  if (!existsSync(file)) return [];
  const structure = readStructure(readFileSync(file, "utf8"));
  const folder = path.posix.dirname(picture);
  const runs = path.posix
    .basename(picture, ".svg")
    .split("--")
    .map((name) => findRun(folder, name));
  if (!structure || runs.length !== structure.runs.length) return [];
  const areShown = runs.every((run, index) => {
    const text = path.join(repositoryRoot, run);
    if (!existsSync(text)) return false;
    const { drawn, leftOut } = readRunFile(readFileSync(text, "utf8"));
    return leftOut === undefined && drawn.id === structure.runs[index]?.id;
  });
  return areShown ? runs : [];
}

/** The second program of a comparison may be of another chapter, and then has that one's number before its name. */
function findRun(folder: string, name: string): string {
  const own = `${folder}/${name}.run.json`;
  const [, number, other] = /^(\d\d)-(.+)$/.exec(name) ?? [];
  if (number === undefined || existsSync(path.join(repositoryRoot, own))) return own;
  const chapters = readdirSync(path.join(repositoryRoot, "chapters"));
  const chapter = chapters.find((each) => each.startsWith(`${number}-`));
  return `chapters/${chapter}/recorded/${other}.run.json`;
}

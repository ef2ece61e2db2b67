import { choosePictureFiles, type PictureFile } from "../running/picture-files.ts";
import { readPrograms, type ListedProgram } from "./program-index.ts";
import { folderOfThePerson, repositoryRoot } from "../repository.ts";
import { resolveProgram, type ResolvedProgram } from "./resolve-program.ts";
import type { PictureFileOptions } from "../running/run-options.ts";

/** A command line understood: all that can be refused without running anything has been. */
export interface Asked {
  programs: ResolvedProgram[];
  /** Every program that there is. */
  index: ListedProgram[];
  files: PictureFile[];
}

/**
 * Finds the programs and the files that a command line names. Nothing heavy is loaded for it: a wrong
 * name is told at once.
 *
 * @throws LessonError for a program that is not there and a file that cannot be written
 */
export function understand(typed: string[], options: PictureFileOptions): Asked {
  const cwd = process.cwd();
  const folder = folderOfThePerson(process.env, cwd);
  const index = readPrograms(repositoryRoot);
  return {
    programs: typed.map((each) => resolveProgram(each, index, folder, cwd)),
    index,
    files: choosePictureFiles(options, folder),
  };
}

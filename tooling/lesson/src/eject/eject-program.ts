import path from "node:path";
import { count } from "../count.ts";
import { LessonError } from "../terminal/lesson-error.ts";
import { readPrograms } from "../programs/program-index.ts";
import { folderOfThePerson, repositoryRoot } from "../repository.ts";
import { resolveProgram } from "../programs/resolve-program.ts";
import { shellWord, writeIntoEmptyFolder } from "./empty-folder.ts";
import { writeProgram } from "./write-program.ts";

/**
 * Writes a program with all that it needs into an empty folder, and says how to run it there.
 *
 * @throws LessonError when there is no such program, or the folder is not empty or cannot be written
 */
export async function ejectProgram(typed: string, typedFolder: string): Promise<void> {
  const here = folderOfThePerson(process.env, process.cwd());
  const { listed } = resolveProgram(typed, readPrograms(repositoryRoot), here);
  if (!listed) {
    throw new LessonError(
      `Cannot eject ${typed}: it is not a program of a chapter. All programs: pnpm lesson list`,
    );
  }
  const folder = path.resolve(here, typedFolder);
  await writeIntoEmptyFolder(folder, async () => {
    const { files } = await writeProgram(listed, folder);
    console.log(`Wrote ${count(files.length, "file")} to ${folder}: ${files.join(", ")}

  cd ${shellWord(folder)}
  npm install
  npm start

It needs MONGODB_URI. "pnpm mongo", in this folder, starts a server and prints its URI.`);
  });
}

import { LessonError } from "../terminal/lesson-error.ts";
import { readPrograms, type ListedProgram } from "../programs/program-index.ts";
import { folderOfThePerson, repositoryRoot } from "../repository.ts";
import { resolveProgram } from "../programs/resolve-program.ts";

/**
 * Returns the programs that the names mean: all of them without a name, and those of a chapter for "06-gather".
 *
 * @throws LessonError for a name that means nothing, or a file that is no program of a chapter
 */
export function choosePrograms(names: string[]): ListedProgram[] {
  const programs = readPrograms(repositoryRoot);
  if (names.length === 0) return programs;
  const folder = folderOfThePerson(process.env, process.cwd());
  return names.flatMap((name) => {
    const inChapter = programs.filter(
      ({ chapter }) => chapter === name || chapter.slice(0, 2) === name,
    );
    if (inChapter.length > 0) return inChapter;
    const { listed } = resolveProgram(name, programs, folder);
    if (!listed) {
      throw new LessonError(`Cannot use ${name} here: it is not a program of a chapter.`);
    }
    return [listed];
  });
}

import { closeServers, type Run } from "@samples/lab";
import { layOutPicture, renderTerminal } from "@samples/timeline";
import { endedAsTold } from "./closing-words.ts";
import { fromFirstOperation } from "./from-first-operation.ts";
import { interruptible } from "./interruptible.ts";
import { EXIT_FAILED } from "./lesson-error.ts";
import { perform } from "./perform.ts";
import { choosePictureFiles, writePictureFiles } from "./picture-files.ts";
import { readPrograms } from "./program-index.ts";
import { folderOfThePerson, repositoryRoot, shortPath } from "./repository.ts";
import { resolveProgram } from "./resolve-program.ts";
import type { ShowOptions } from "./run-options.ts";
import { toJson } from "./to-json.ts";
import { colors } from "./terminal.ts";

/**
 * Runs two programs, one after the other, and prints them on one time axis, which can be made to begin with their
 * first commands. Returns the exit code.
 *
 * @throws LessonError or LabError when there is nothing to compare
 */
export async function compareAndShow(
  typed: [string, string],
  options: ShowOptions & { fromFirstOperation?: true },
): Promise<number> {
  const folder = folderOfThePerson(process.env, process.cwd());
  const index = readPrograms(repositoryRoot);
  const programs = typed.map((each) => resolveProgram(each, index, folder, process.cwd()));
  const files = choosePictureFiles(options, folder);

  const runs = await interruptible(async (signal) => {
    try {
      const done: Run[] = [];
      for (const program of programs) {
        if (!options.json)
          console.log(colors.bold(program.listed?.name ?? shortPath(program.file)));
        done.push(await perform(program, { ...options, signal, quiet: options.json }));
        if (!options.json) console.log();
      }
      return done;
    } finally {
      await closeServers();
    }
  });

  const picture = layOutPicture(options.fromFirstOperation ? runs.map(fromFirstOperation) : runs, {
    internal: options.internal,
  });
  writePictureFiles(files, runs, options);
  if (options.json) console.log(toJson({ runs, difference: picture.difference }));
  else if (options.picture) console.log(renderTerminal(picture));
  else console.log(picture.difference);

  const surprises = runs.filter((run, each) => !endedAsTold(run, programs[each]?.listed));
  for (const { program, outcome } of surprises) console.error(`${program}: ${outcome.sentence}`);
  return surprises.length > 0 ? EXIT_FAILED : 0;
}

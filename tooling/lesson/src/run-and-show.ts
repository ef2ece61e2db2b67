import { layOutPicture, renderTerminal } from "@samples/timeline";
import { closingWords } from "./closing-words.ts";
import { exitCodeOf } from "./exit-code.ts";
import { interruptible } from "./interruptible.ts";
import { closeServers } from "@samples/lab";
import { perform } from "./perform.ts";
import { choosePictureFiles, writePictureFiles } from "./picture-files.ts";
import { readPrograms } from "./program-index.ts";
import { folderOfThePerson, repositoryRoot } from "./repository.ts";
import { resolveProgram } from "./resolve-program.ts";
import type { ShowOptions } from "./run-options.ts";
import { toJson } from "./to-json.ts";

/**
 * Runs the program that `typed` means and prints what `options` ask for. Returns the exit code.
 *
 * @throws LessonError or LabError when there is no run
 */
export async function runAndShow(
  typed: string,
  options: Partial<ShowOptions> & { args?: string[] },
): Promise<number> {
  const folder = folderOfThePerson(process.env, process.cwd());
  const programs = readPrograms(repositoryRoot);
  const program = resolveProgram(typed, programs, folder, process.cwd());
  const files = choosePictureFiles(options, folder);

  const run = await interruptible(async (signal) => {
    try {
      return await perform(program, { ...options, signal, quiet: options.json });
    } finally {
      await closeServers();
    }
  });

  const hasBegun = run.outcome.kind !== "syntax-error";
  const didSomething = run.timeline
    .spans()
    .toArray()
    .some(({ lane }) => lane !== "output");
  if (hasBegun) writePictureFiles(files, [run], options);
  if (options.json) {
    console.log(toJson(run));
  } else if (hasBegun && didSomething && options.picture !== false) {
    console.log(`\n${renderTerminal(layOutPicture(run, options))}`);
  }

  const words = closingWords(run, program, programs);
  if (words.error) console.error(words.error);
  if (words.summary && !options.json) console.log(`\n${words.summary}`);
  return exitCodeOf(run);
}

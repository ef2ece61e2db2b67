import { closeServers, type Run } from "@samples/lab";
import { figuresOf, layOutPicture, renderTerminal, wrapText } from "@samples/timeline";
import { endedAsTold } from "./closing-words.ts";
import { fromFirstOperation } from "./from-first-operation.ts";
import { interruptible } from "./interruptible.ts";
import { EXIT_FAILED } from "../terminal/lesson-error.ts";
import { perform } from "./perform.ts";
import { writePictureFiles } from "./picture-files.ts";
import { shortPath } from "../repository.ts";
import type { ShowOptions } from "./run-options.ts";
import { toJson } from "../terminal/to-json.ts";
import type { Asked } from "../programs/what-was-asked.ts";
import { colors, terminal } from "../terminal/terminal.ts";

/**
 * Runs two programs, one after the other, and prints them on one time axis, which can be made to begin with their
 * first commands. Returns the exit code.
 *
 * @throws LabError when there is nothing to compare
 */
export async function compareAndShow(
  { programs, files }: Asked,
  options: ShowOptions & { fromFirstOperation?: true },
): Promise<number> {
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
  await writePictureFiles(files, runs, options);
  if (options.json)
    console.log(
      toJson({
        runs,
        difference: picture.difference,
        figures: runs.map(({ timeline }) => figuresOf(timeline)),
      }),
    );
  else if (options.picture) console.log(renderTerminal(picture));
  else if (picture.difference) console.log(wrapText(picture.difference, terminal.width).join("\n"));

  const surprises = runs.filter((run, each) => !endedAsTold(run, programs[each]?.listed));
  for (const { program, outcome } of surprises) console.error(`${program}: ${outcome.sentence}`);
  return surprises.length > 0 ? EXIT_FAILED : 0;
}

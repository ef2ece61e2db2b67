import { mkdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { embedStructure, replaceFile } from "@samples/snippets";
import { layOutPicture, renderSvg } from "@samples/timeline";
import { interruptible } from "../interruptible.ts";
import { readPrograms, type ListedProgram } from "../programs/program-index.ts";
import { repositoryRoot, shortPath } from "../repository.ts";
import { choosePrograms } from "./choose-programs.ts";
import { compareComparison, findComparisons, joinStructures } from "./comparisons.ts";
import { compareRecording, outputToRecord } from "./compare-recording.ts";
import { recordRun, type RecordedRun } from "./record-run.ts";
import { recordingFiles } from "./recording-files.ts";
import { recordingRules, unrecordedReason } from "./recording-rules.ts";
import { runAll } from "./run-all.ts";

/**
 * Records the programs that `names` mean, and the comparisons that lessons show of them. Says what it wrote; what still
 * holds is left alone.
 *
 * @throws LessonError for an unknown name, LabError when a program cannot be run
 */
export async function record(names: string[]): Promise<void> {
  const programs = choosePrograms(names).filter(({ header }) => !unrecordedReason(header));
  const runs = new Map<string, RecordedRun>();
  const written = new Set<string>();
  await interruptible(async (signal) => {
    const run = async (program: ListedProgram) => {
      runs.set(program.file, await recordRun(program, signal));
    };
    await runAll(programs, "Recording", async (program) => {
      await run(program);
      if (writeRecording(program, runs.get(program.file))) written.add(program.file);
    });

    const chosen = new Set(programs.map(({ file }) => file));
    const stale = findComparisons(repositoryRoot).filter((comparison) => {
      const files = [comparison.first.file, comparison.second.file];
      if (!files.some((file) => chosen.has(file))) return false;
      return files.some((file) => written.has(file)) || compareComparison(comparison).length > 0;
    });
    const files = new Set(stale.flatMap(({ first, second }) => [first.file, second.file]));
    const missing = readPrograms(repositoryRoot).filter(
      ({ file }) => files.has(file) && !runs.has(file),
    );
    await runAll(missing, "Running", run);
    for (const { first, second, file } of stale) {
      const [a, b] = [runs.get(first.file), runs.get(second.file)];
      if (!a || !b) continue;
      writePicture(file, [a, b]);
      console.log(`recorded ${shortPath(file)}`);
    }
  });
  console.log(`${programs.length} programs run, ${written.size} recorded anew`);
}

/** Writes both files of a program unless they say what `recorded` says; returns whether it did. */
function writeRecording(program: ListedProgram, recorded: RecordedRun | undefined): boolean {
  const rules = recordingRules(program.header);
  if (!recorded || compareRecording(program, recorded, rules).length === 0) return false;
  const { text, picture } = recordingFiles(program);
  mkdirSync(path.dirname(text), { recursive: true });
  replaceFile(text, outputToRecord(recorded, rules));
  writePicture(picture, [recorded]);
  console.log(`recorded ${program.name}: ${shortPath(text)} and .svg`);
  return true;
}

function writePicture(file: string, [first, second]: [RecordedRun, RecordedRun?]): void {
  const svg = renderSvg(layOutPicture(second ? [first.run, second.run] : first.run));
  const structure = second ? joinStructures(first.structure, second.structure) : first.structure;
  replaceFile(file, embedStructure(withoutThisFolder(svg), structure));
}

/** Returns the picture with paths as from the repository's root: a stack trace has those of this machine. */
function withoutThisFolder(svg: string): string {
  return svg
    .replaceAll(`${pathToFileURL(repositoryRoot).href}/`, "")
    .replaceAll(`${repositoryRoot}${path.sep}`, "");
}

import { mkdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { embedStructure, replaceFile } from "@samples/snippets";
import { layOutPicture, renderSvg, writeRunFile } from "@samples/timeline";
import { interruptible } from "../running/interruptible.ts";
import { EXIT_FAILED } from "../terminal/lesson-error.ts";
import { readPrograms, type ListedProgram } from "../programs/program-index.ts";
import { repositoryRoot, shortPath } from "../repository.ts";
import { count } from "../count.ts";
import { choosePrograms } from "./choose-programs.ts";
import { compareComparison, findComparisons, joinStructures } from "./comparisons.ts";
import { compareRecording } from "./compare-recording.ts";
import { recordProgram } from "./record-program.ts";
import { recordRun, type RecordedRun } from "./record-run.ts";
import { recordingFiles } from "./recording-files.ts";
import { unrecordedReason } from "./recording-rules.ts";
import { runAll } from "./run-all.ts";

/**
 * Records the programs that `names` mean, and the comparisons that lessons show of them. Says what it wrote, and what
 * could not be recorded. What still holds is left alone, unless `anew` asks for it.
 * Returns the exit code.
 *
 * @throws LessonError for an unknown name, LabError when a program cannot be run
 */
export async function record(names: string[], { anew = false } = {}): Promise<number> {
  const programs = choosePrograms(names).filter(({ header }) => !unrecordedReason(header));
  /** Of what was written: the run that its files show. */
  const written = new Map<string, RecordedRun>();
  const failed = new Set<string>();
  await interruptible(async (signal) => {
    const recordAnew = async (program: ListedProgram, first?: RecordedRun) => {
      const recording = await recordProgram(program, first, signal);
      if (Array.isArray(recording)) {
        failed.add(program.file);
        for (const message of recording) console.error(`${shortPath(program.file)}:1: ${message}`);
        return;
      }
      const { text, picture, run } = recordingFiles(program);
      mkdirSync(path.dirname(text), { recursive: true });
      replaceFile(text, recording.text);
      writePicture(picture, [recording.shown]);
      replaceFile(run, withoutThisFolder(describeRunFile(recording.shown)));
      written.set(program.file, recording.shown);
      console.log(`recorded ${program.name}: ${shortPath(text)}, .svg and .run.json`);
      for (const value of recording.unproven) {
        console.warn(
          `note: ${program.name}: ${value} was the same in every run and is kept as text; if it was measured, declare it (@output)`,
        );
      }
    };
    await runAll(programs, "Recording", async (program) => {
      const first = await recordRun(program, signal);
      if (!anew && compareRecording(program, first).length === 0) return;
      await recordAnew(program, first);
    });

    const chosen = new Set(programs.map(({ file }) => file));
    const all = readPrograms(repositoryRoot);
    const comparisons = findComparisons(repositoryRoot);
    for (;;) {
      const stale = comparisons.filter((comparison) => {
        const files = [comparison.first.file, comparison.second.file];
        if (files.some((file) => failed.has(file))) return false;
        if (files.some((file) => written.has(file))) return true;
        return files.some((file) => chosen.has(file)) && compareComparison(comparison).length > 0;
      });
      // A comparison shows the runs that the single pictures show: who takes part in it is recorded with it.
      const files = new Set(stale.flatMap(({ first, second }) => [first.file, second.file]));
      const missing = all.filter(({ file }) => files.has(file) && !written.has(file));
      if (missing.length > 0) {
        await runAll(missing, "Recording", (program) => recordAnew(program));
        continue;
      }
      for (const { first, second, file } of stale) {
        const [a, b] = [written.get(first.file), written.get(second.file)];
        if (!a || !b) continue;
        writePicture(file, [a, b]);
        console.log(`recorded ${shortPath(file)}`);
      }
      break;
    }
  });
  console.log(
    [
      `${count(programs.length, "program")} run`,
      `${written.size} recorded anew`,
      ...(failed.size > 0 ? [`${failed.size} not recorded`] : []),
    ].join(", "),
  );
  return failed.size > 0 ? EXIT_FAILED : 0;
}

function writePicture(file: string, [first, second]: [RecordedRun, RecordedRun?]): void {
  const svg = renderSvg(layOutPicture(second ? [first.run, second.run] : first.run));
  const structure = second ? joinStructures(first.structure, second.structure) : first.structure;
  replaceFile(file, embedStructure(withoutThisFolder(svg), structure));
}

/** The run that text and picture show, and which says so: for the player. */
function describeRunFile({ run, structure }: RecordedRun): string {
  const [drawn] = structure.runs;
  if (!drawn) throw new Error(`${run.program} has a picture of no run`);
  return writeRunFile(run, drawn);
}

/** Returns what is recorded with paths as from the repository's root: a stack trace has those of this machine. */
function withoutThisFolder(recorded: string): string {
  const folder = `${repositoryRoot}${path.sep}`;
  return recorded
    .replaceAll(`${pathToFileURL(repositoryRoot).href}/`, "")
    .replaceAll(folder, "")
    .replaceAll(JSON.stringify(folder).slice(1, -1), "");
}

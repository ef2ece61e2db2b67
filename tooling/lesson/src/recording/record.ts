import { mkdirSync } from "node:fs";
import path from "node:path";
import { embedStructure, replaceFile } from "@samples/snippets";
import { interruptible } from "../interruptible.ts";
import { shortPath } from "../repository.ts";
import { choosePrograms } from "./choose-programs.ts";
import { compareRecording, outputToRecord } from "./compare-recording.ts";
import { recordRun } from "./record-run.ts";
import { recordingFiles } from "./recording-files.ts";
import { recordingRules, unrecordedReason } from "./recording-rules.ts";
import { runAll } from "./run-all.ts";

/**
 * Records the programs that `names` mean. Says which recordings it wrote; what still holds is left alone.
 *
 * @throws LessonError for an unknown name, LabError when a program cannot be run
 */
export async function record(names: string[]): Promise<void> {
  const programs = choosePrograms(names).filter(({ header }) => !unrecordedReason(header));
  let written = 0;
  await interruptible((signal) =>
    runAll(programs, "Recording", async (program) => {
      const rules = recordingRules(program.header);
      const run = await recordRun(program, signal);
      const problems = compareRecording(program, run, rules);
      if (problems.length === 0) return;
      const { text, picture } = recordingFiles(program);
      mkdirSync(path.dirname(text), { recursive: true });
      replaceFile(text, outputToRecord(run, rules));
      replaceFile(picture, embedStructure(run.svg, run.structure));
      written += 1;
      console.log(`recorded ${program.name}: ${shortPath(text)} and .svg`);
    }),
  );
  console.log(`${programs.length} programs run, ${written} recorded anew`);
}

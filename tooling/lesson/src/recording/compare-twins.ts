import path from "node:path";
import { compareOutput, looseBounds, printedOutput } from "@samples/snippets";
import type { ListedProgram } from "../programs/program-index.ts";
import { shortPath } from "../repository.ts";
import { comparePicture, readRecording, type RecordingProblem } from "./compare-recording.ts";
import { recordingFiles } from "./recording-files.ts";
import {
  recordingRules,
  sameOutputReason,
  samePictureReason,
  unrecordedReason,
} from "./recording-rules.ts";

/** What the recordings of twins say: faults, and the pairs whose text is equal on purpose. */
export interface TwinReport {
  problems: RecordingProblem[];
  /** "04/await-later, 04/all-at-once: reason". */
  equalOnPurpose: string[];
}

/**
 * Checks that no recording would also hold for the program's twin: `verify` could not tell them apart then. Each pair is
 * looked at in both directions; a recording that is missing or out of date is told of elsewhere.
 */
export function compareTwins(chosen: ListedProgram[], all: ListedProgram[]): TwinReport {
  const report: TwinReport = { problems: [], equalOnPurpose: [] };
  const seen = new Set<string>();
  for (const program of chosen) {
    const { twin } = program.header;
    if (twin === undefined) continue;
    const file = path.resolve(path.dirname(program.file), twin);
    const other = all.find((each) => each.file === file);
    if (!other) {
      report.problems.push({
        file: shortPath(program.file),
        line: 1,
        message: `names the twin ${twin}, and there is no such program`,
      });
      continue;
    }
    for (const [a, b] of [
      [program, other],
      [other, program],
    ] as const) {
      const pair = `${a.name} ${b.name}`;
      if (seen.has(pair)) continue;
      seen.add(pair);
      compareWithTwin(a, b, report);
    }
  }
  return report;
}

/** Would the twin's recording pass for the program's? */
function compareWithTwin(program: ListedProgram, twin: ListedProgram, report: TwinReport): void {
  if ([program, twin].some(({ header }) => unrecordedReason(header) !== undefined)) return;
  const recording = readRecording(program);
  const other = readRecording(twin);
  if (Array.isArray(recording) || Array.isArray(other)) return;

  const file = shortPath(recordingFiles(program).text);
  const rules = recordingRules(program.header);
  const printed = printedOutput(other.text);
  const textTells = compareOutput(recording.text, printed, rules).length > 0;
  const eitherWay =
    textTells &&
    compareOutput(other.text, printedOutput(recording.text), recordingRules(twin.header)).length >
      0;
  const pictureTells = comparePicture(program, recording.structure, other.structure).length > 0;
  const sameOutput = sameOutputReason(program.header) ?? sameOutputReason(twin.header);
  const samePicture = samePictureReason(program.header) ?? samePictureReason(twin.header);
  const problem = (line: number, message: string) => {
    report.problems.push({ file, line, message });
  };

  for (const { line, message } of looseBounds(recording.text, printed, rules)) {
    problem(line, `${message}, which its twin ${twin.name} printed`);
  }
  if (eitherWay && sameOutput !== undefined) {
    problem(1, `is told from ${twin.name}'s by its text: the header's @same-output is not true`);
  } else if (!textTells && sameOutput === undefined) {
    problem(
      1,
      `what its twin ${twin.name} printed would pass for this: tighten the bounds (@output), print what differs, or say why the text is the same (@same-output reason)`,
    );
  } else if (!textTells && !pictureTells && samePicture === undefined) {
    problem(
      1,
      `neither text nor picture tells it from its twin ${twin.name}: say why (@same-picture reason), or show what differs`,
    );
  } else if (!textTells && pictureTells && samePicture !== undefined) {
    problem(
      1,
      `is told from ${twin.name}'s by its picture: the header's @same-picture is not true`,
    );
  }
  if (!textTells && sameOutput !== undefined) {
    const reason = samePicture === undefined ? sameOutput : `${sameOutput}; ${samePicture}`;
    report.equalOnPurpose.push(`${program.name}, ${twin.name}: ${reason}`);
  }
}

import { existsSync, readFileSync } from "node:fs";
import {
  compareDeclarations,
  compareOutput,
  compareStructure,
  hashOutput,
  printedOutput,
  readStructure,
  TemplateError,
  type PictureStructure,
} from "@samples/snippets";
import type { ListedProgram } from "../programs/program-index.ts";
import { shortPath } from "../repository.ts";
import { checkRunFile } from "./check-run-file.ts";
import type { RecordedRun } from "./record-run.ts";
import { recordingFiles } from "./recording-files.ts";
import { recordingRules } from "./recording-rules.ts";

/** One way in which a run is not what was recorded. */
export interface RecordingProblem {
  file: string;
  line: number;
  message: string;
}

/** What is kept of a program: the text of one file, and what the other one says of its picture. */
export interface Recording {
  text: string;
  structure: PictureStructure;
}

/**
 * Returns the recording of a program, or what is wrong with it as it lies there: a file is missing, they are not of
 * the same run, or the header declares something else by now.
 */
export function readRecording(program: ListedProgram): Recording | RecordingProblem[] {
  const files = recordingFiles(program);
  const again = `run "pnpm lesson record ${program.name}"`;
  const missing = [files.text, files.picture, files.run].filter((file) => !existsSync(file));
  if (missing.length > 0) {
    return missing.map((file) => ({
      file: shortPath(file),
      line: 1,
      message: `is missing: ${again}, or say in the program's header why it has none (@unrecorded reason)`,
    }));
  }
  const text = readFileSync(files.text, "utf8");
  const structure = readStructure(readFileSync(files.picture, "utf8"));
  const inPicture = (message: string): RecordingProblem[] => [
    { file: shortPath(files.picture), line: 1, message },
  ];
  if (!structure) return inPicture(`the picture does not say its structure and its run: ${again}`);
  if (structure.runs[0]?.output !== hashOutput(printedOutput(text))) {
    return inPicture(`the picture is not of the run that printed the recorded text: ${again}`);
  }
  const fault = checkRunFile(readFileSync(files.run, "utf8"), structure, text);
  if (fault !== undefined) {
    return [{ file: shortPath(files.run), line: 1, message: `${fault}: ${again}` }];
  }
  const undeclared = explainTemplates(program, () =>
    compareDeclarations(text, recordingRules(program.header)).map((each) => ({
      file: shortPath(files.text),
      line: each.line,
      message: `${each.message}: ${again}`,
    })),
  );
  return undeclared.length > 0 ? undeclared : { text, structure };
}

/** Compares a run with the program's recorded files; an empty array says that they agree. */
export function compareRecording(
  program: ListedProgram,
  run: Pick<RecordedRun, "lines" | "structure">,
): RecordingProblem[] {
  const recording = readRecording(program);
  if (Array.isArray(recording)) return recording;
  const { text, picture } = recordingFiles(program);
  return [
    ...compareOutput(recording.text, run.lines, recordingRules(program.header)).map(
      (difference) => ({ file: shortPath(text), ...difference }),
    ),
    ...comparePicture(program, recording.structure, run.structure).map((message) => ({
      file: shortPath(picture),
      line: 1,
      message,
    })),
  ];
}

/** Compares the pictures of two runs; of one whose header says why it is `@unsteady`, only the lanes. */
export function comparePicture(
  { header }: ListedProgram,
  recorded: PictureStructure,
  now: PictureStructure,
): string[] {
  if (header.tags.unsteady === undefined) return compareStructure(recorded, now);
  return compareStructure(onlyLanes(recorded), onlyLanes(now));
}

function onlyLanes({ lanes }: PictureStructure): Pick<PictureStructure, "lanes"> {
  return {
    lanes: Object.fromEntries(
      Object.keys(lanes).map((lane) => [lane, { names: {}, peak: 0, chain: 0 }]),
    ),
  };
}

/** Returns what `work` returns, or as a problem of the program that its `@output` cannot be read. */
function explainTemplates(
  program: ListedProgram,
  work: () => RecordingProblem[],
): RecordingProblem[] {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return [{ file: shortPath(program.file), line: 1, message: error.message }];
  }
}

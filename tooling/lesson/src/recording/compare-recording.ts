import { existsSync, readFileSync } from "node:fs";
import {
  compareOutput,
  compareStructure,
  readStructure,
  recordOutput,
  type OutputRules,
  type PictureStructure,
} from "@samples/snippets";
import type { ListedProgram } from "../programs/program-index.ts";
import { shortPath } from "../repository.ts";
import type { RecordedRun } from "./record-run.ts";
import { recordingFiles } from "./recording-files.ts";

/** One way in which a run is not what was recorded. */
export interface RecordingProblem {
  file: string;
  line: number;
  message: string;
}

/** Compares a run with the program's recorded files; an empty array says that they agree. */
export function compareRecording(
  program: ListedProgram,
  run: RecordedRun,
  rules: OutputRules,
): RecordingProblem[] {
  const { text, picture } = recordingFiles(program);
  const problems: RecordingProblem[] = [];
  for (const file of [text, picture]) {
    if (existsSync(file)) continue;
    problems.push({
      file: shortPath(file),
      line: 1,
      message: `is missing: run "pnpm lesson record ${program.name}", or say in the program's header why it has none (@unrecorded reason)`,
    });
  }
  if (problems.length > 0) return problems;

  const recorded = readFileSync(text, "utf8");
  for (const difference of compareOutput(recorded, run.lines, rules)) {
    problems.push({ file: shortPath(text), ...difference });
  }
  const structure = readStructure(readFileSync(picture, "utf8"));
  const differences = structure
    ? compareStructure(...steadyPart(program, structure, run.structure))
    : ["the picture does not say its structure"];
  for (const message of differences) {
    problems.push({ file: shortPath(picture), line: 1, message });
  }
  return problems;
}

/** Of a picture whose header says why it is `@unsteady`, only the lanes are compared. */
function steadyPart(
  { header }: ListedProgram,
  ...structures: [PictureStructure, PictureStructure]
): [PictureStructure, PictureStructure] {
  if (header.tags.unsteady === undefined) return structures;
  const [recorded, now] = structures.map(({ lanes }) => ({
    lanes: Object.fromEntries(
      Object.keys(lanes).map((lane) => [lane, { names: {}, peak: 0, chain: 0 }]),
    ),
  }));
  return recorded && now ? [recorded, now] : structures;
}

/** Returns the recorded output as it would be written for this run. */
export function outputToRecord(run: RecordedRun, rules: OutputRules): string {
  return recordOutput(run.lines, rules);
}

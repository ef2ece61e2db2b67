import { readExercises } from "@samples/lab/practice";
import { count } from "../count.ts";
import { checkPracticeLines } from "../practise/practice-lines.ts";
import { interruptible } from "../running/interruptible.ts";
import type { ListedProgram } from "../programs/program-index.ts";
import { readPrograms } from "../programs/program-index.ts";
import { checkLines, checkSummary, countLines, summarizeLines } from "../programs/program-lines.ts";
import { repositoryRoot, shortPath } from "../repository.ts";
import { checkChapters, checkReadmeQuestions } from "../programs/check-chapters.ts";
import { checkLessons } from "../lessons/check-lessons.ts";
import { choosePrograms } from "./choose-programs.ts";
import { compareComparison, findComparisons } from "./comparisons.ts";
import { compareRecording, readRecording, type RecordingProblem } from "./compare-recording.ts";
import { compareTwins } from "./compare-twins.ts";
import { pastePrograms } from "./paste-programs.ts";
import { recordRun } from "./record-run.ts";
import { strayRecordings } from "./recording-files.ts";
import { unrecordedReason } from "./recording-rules.ts";
import { runAll } from "./run-all.ts";

/**
 * How often a program that differs is run, the second time after all the others. One that has changed differs each time; a
 * machine that was busy for a while does not, and is told of.
 */
const attempts = 3;

/**
 * Checks what lessons show: the blocks and links of every Markdown file, and every recording against a new run of the
 * program, pasted alone into an empty folder.
 * Returns the exit code, and prints one line per fault, with file and line.
 *
 * @throws LessonError for an unknown name, LabError when a program cannot be run
 */
export async function verify(names: string[]): Promise<number> {
  const problems: RecordingProblem[] = [];
  if (names.length === 0) {
    const lessons = checkLessons(repositoryRoot);
    problems.push(
      ...lessons.problems,
      ...checkChapters(repositoryRoot),
      ...checkReadmeQuestions(repositoryRoot),
      ...checkPracticeLines(await readExercises(repositoryRoot)),
    );
    for (const warning of lessons.warnings) console.warn(`warning: ${warning}`);
    const comparisons = findComparisons(repositoryRoot);
    for (const comparison of comparisons) {
      const file = shortPath(comparison.file);
      problems.push(
        ...compareComparison(comparison).map((message) => ({ file, line: 1, message })),
      );
    }
    const compared = comparisons.map(({ file }) => file);
    for (const file of strayRecordings(readPrograms(repositoryRoot), compared)) {
      problems.push({
        file: shortPath(file),
        line: 1,
        message: "is the recording of no program: delete it",
      });
    }
  }
  const chosen = choosePrograms(names);
  const counted = countLines(chosen);
  const lengths = checkLines(counted);
  problems.push(...lengths.problems);
  const warnings = names.length > 0 ? lengths.warnings : checkSummary(summarizeLines(counted));
  for (const warning of warnings) console.warn(`warning: ${warning}`);
  const twins = compareTwins(chosen, readPrograms(repositoryRoot));
  problems.push(...twins.problems);
  await using pasted = await pastePrograms(chosen);
  const complaints = await pasted.checkTypes();
  problems.push(...complaints.map((each) => ({ ...each, file: shortPath(each.file) })));
  const programs = chosen.filter(({ header }) => !unrecordedReason(header));
  let differing = new Map<ListedProgram, RecordingProblem[]>();
  await interruptible(async (signal) => {
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const before = differing;
      const left = attempt === 1 ? programs : [...before.keys()];
      if (left.length === 0) break;
      differing = new Map();
      await runAll(left, attempt === 1 ? "Verifying" : "Once more", async (program) => {
        const found = await compareRun(program, pasted.copyOf(program), signal);
        if (found.length > 0) {
          differing.set(program, found);
          return;
        }
        for (const { message } of before.get(program) ?? []) {
          console.warn(
            `warning: ${program.name} agreed at run ${attempt} only; before: ${message}`,
          );
        }
      });
    }
  });
  problems.push(...[...differing.values()].flat());
  for (const { file, line, message } of problems) console.error(`${file}:${line}: ${message}`);
  for (const pair of twins.equalOnPurpose) console.log(`the same text on purpose: ${pair}`);
  console.log(
    `${count(programs.length, "recording")} compared with new runs: ${problems.length === 0 ? "all agree" : count(problems.length, "fault")}`,
  );
  return problems.length === 0 ? 0 : 1;
}

async function compareRun(
  program: ListedProgram,
  copy: ListedProgram,
  signal: AbortSignal,
): Promise<RecordingProblem[]> {
  // What is wrong with the files as they lie there is so after each run.
  const recording = readRecording(program);
  if (Array.isArray(recording)) return recording;
  return compareRecording(program, await recordRun(copy, signal));
}

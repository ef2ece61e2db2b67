import { readFileSync } from "node:fs";
import { compareOutput, recordOutput, TemplateError, type RecordedOutput } from "@samples/snippets";
import type { ListedProgram } from "../programs/program-index.ts";
import { comparePicture } from "./compare-recording.ts";
import { recordRun, type RecordedRun } from "./record-run.ts";
import { recordingRules } from "./recording-rules.ts";

/** How often a program is run at most to learn what varies: two runs may measure the same number of ms by chance. */
const mostRuns = 6;

/** What there is to write down of a program: one of its runs, which both files show. */
export interface ProgramRecording {
  text: string;
  shown: RecordedRun;
  /** What was the same in every run, though the source does not say so: it is kept as it is. */
  unproven: string[];
}

/**
 * Runs a program at least twice and returns what is to be recorded, or why it cannot be. Of the runs that drew the same
 * picture, which must be more than half, the shortest one is shown: other work on this machine has disturbed it least.
 *
 * @param first a run of the program that has been made already
 */
export async function recordProgram(
  program: ListedProgram,
  first: RecordedRun | undefined,
  signal: AbortSignal,
): Promise<ProgramRecording | string[]> {
  const source = readFileSync(program.file, "utf8");
  const runs = first ? [first] : [];
  for (;;) {
    runs.push(await recordRun(program, signal));
    if (runs.length < 2) continue;
    const { alike, different } = mostAlike(program, runs);
    const [shown] = alike.toSorted((a, b) => a.run.durationMs - b.run.durationMs);
    if (!shown) continue;
    const output = describeOutput(program, [shown, ...runs.filter((run) => run !== shown)], source);
    if (Array.isArray(output)) return output;
    const undecided = output.unproven.length > 0 || alike.length <= runs.length / 2;
    if (undecided && runs.length < mostRuns) continue;
    if (alike.length <= runs.length / 2) {
      return [
        `no more than half of ${runs.length} runs drew the same picture (${different}): say in the header why it is not steady (@unsteady reason), or mend the program`,
      ];
    }
    return { text: output.text, shown, unproven: output.unproven };
  }
}

/** Returns the most runs that drew the same picture, and one way in which another one differs. */
function mostAlike(
  program: ListedProgram,
  runs: RecordedRun[],
): { alike: RecordedRun[]; different: string } {
  const groups = runs.map((run) => {
    const differences = runs.map((other) =>
      comparePicture(program, run.structure, other.structure),
    );
    return {
      alike: runs.filter((_, index) => differences[index]?.length === 0),
      different: differences.flat()[0] ?? "",
    };
  });
  const [most] = groups.toSorted((a, b) => b.alike.length - a.alike.length);
  return most ?? { alike: [], different: "" };
}

/** Returns the recorded text, or what forbids to write it down. */
function describeOutput(
  { header }: ListedProgram,
  runs: RecordedRun[],
  source: string,
): RecordedOutput | string[] {
  const rules = recordingRules(header);
  try {
    const output = recordOutput(
      runs.map(({ lines }) => lines),
      rules,
      source,
    );
    if (output.problems.length > 0) return output.problems;
    const outOfBounds = compareOutput(output.text, runs[0]?.lines ?? [], rules);
    return outOfBounds.length > 0 ? outOfBounds.map(({ message }) => message) : output;
  } catch (error) {
    if (error instanceof TemplateError) return [error.message];
    throw error;
  }
}

import path from "node:path";
import {
  describeRequests,
  describeRun,
  formatDuration,
  longTurnMs,
  sayVerdict,
} from "@samples/timeline";
import type { Run } from "@samples/lab";
import type { ListedProgram } from "../programs/program-index.ts";
import type { ResolvedProgram } from "../programs/resolve-program.ts";

export interface ClosingWords {
  /** What was seen, and what to look at beside it. */
  summary?: string;
  /** What went wrong, where the program is not there to show just that. */
  error?: string;
}

/** Returns what is said below the picture of a run. */
export function closingWords(
  run: Pick<Run, "timeline" | "outcome" | "exitCode" | "timedOut" | "verdict" | "requests">,
  { listed }: ResolvedProgram,
  programs: ListedProgram[],
): ClosingWords {
  const sentences: string[] = [];
  const operations = run.timeline.mongodb().and(run.timeline.http());
  const requests = describeRequests(run.timeline);
  sentences.push(...requests.answered);
  if (operations.length > 0 && run.timeline.requests().length === 0) {
    const { what, how } = describeRun(run.timeline);
    const parts = [what, how, `in ${formatDuration(operations.durationMs)}`].filter(Boolean);
    // "2 queries all at once in 60 ms", but "3 queries, at most 2 at once, in 120 ms".
    sentences.push(`${parts.join(how.startsWith("at most") ? ", " : " ")}.`);
  }

  const { verdict } = run;
  // A lesson's short turns are no news; in a file of one's own it is news that none was long.
  const isNews =
    verdict && (verdict.longestTurnMs >= longTurnMs || (!listed && operations.length > 0));
  if (isNews && run.outcome.kind !== "syntax-error") sentences.push(sayVerdict(verdict));

  const isAsTold = endedAsTold(run, listed);
  const isWell =
    run.outcome.kind === "served" || (run.outcome.kind === "exited" && run.exitCode === 0);
  if (!isWell && isAsTold)
    sentences.push(`${run.outcome.sentence} That is what it is here to show.`);

  const twin = listed && twinOf(listed, programs);
  if (twin)
    sentences.push(`Beside its twin: pnpm lesson compare ${inOrder(listed, twin).join(" ")}`);
  const errors = [
    ...(isAsTold ? [] : [run.outcome.sentence]),
    ...requests.unanswered,
    ...sayUnsent(run),
  ];
  return {
    ...(sentences.length > 0 ? { summary: sentences.join("\n") } : {}),
    ...(errors.length > 0 ? { error: errors.join("\n") } : {}),
  };
}

/** Requests that are not even in the record, as they were never sent. */
function sayUnsent({ requests, timeline }: Pick<Run, "requests" | "timeline">): string[] {
  const sent = new Set(timeline.requests().toArray());
  const [first] = requests.filter(({ span }) => !sent.has(span));
  if (first?.error === undefined) return [];
  return [`${first.error.charAt(0).toUpperCase()}${first.error.slice(1)}.`];
}

/** Whether a program ended as its header says: with exit code 0, unless it is there to crash or to hang. */
export function endedAsTold(
  run: Pick<Run, "exitCode" | "timedOut" | "outcome">,
  listed: ListedProgram | undefined,
): boolean {
  if (run.outcome.kind === "served") return (listed?.header.exits ?? 0) === 0;
  if (run.timedOut) return listed?.header.hangs === true;
  return run.exitCode === (listed?.header.exits ?? 0);
}

/** The program that `@twin` names, where it is listed. */
export function twinOf(
  program: ListedProgram,
  programs: ListedProgram[],
): ListedProgram | undefined {
  const { twin } = program.header;
  if (!twin) return undefined;
  const file = path.resolve(path.dirname(program.file), twin);
  return programs.find((other) => other.file === file);
}

/** The wrong or slow way first, where one of the two says that it is that. */
function inOrder(program: ListedProgram, twin: ListedProgram): string[] {
  return program.header.wrong && !twin.header.wrong
    ? [program.name, twin.name]
    : [twin.name, program.name];
}

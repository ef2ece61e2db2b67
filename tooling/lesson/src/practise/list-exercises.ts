import type { Exercise } from "@samples/lab/practice";
import { colors } from "../terminal/terminal.ts";
import { stateOf, type ExerciseState, type Progress } from "./progress-file.ts";

/** An exercise as `practise list --json` tells of it. */
export interface ListedExercise {
  id: string;
  kind: Exercise["kind"];
  title: string;
  state: ExerciseState;
}

export function listExercises(
  exercises: readonly Exercise[],
  progress: Progress,
): ListedExercise[] {
  return exercises.map(({ id, kind, title }) => ({
    id,
    kind,
    title,
    state: stateOf(progress[id]),
  }));
}

const signs: Record<ExerciseState, string> = {
  open: " ",
  begun: "◐",
  "seen solution": "◌",
  done: "✓",
  "done, seen solution": "✓",
};

/** Returns the list for a person: by chapter, with what is done. */
export function describeList(listed: readonly ListedExercise[]): string {
  const chapters = [...new Set(listed.map(({ id }) => id.slice(0, 2)))];
  const width = Math.max(...listed.map(({ id }) => id.length));
  const parts = chapters.flatMap((chapter) => {
    const own = listed.filter(({ id }) => id.startsWith(`${chapter}/`));
    const done = own.filter(({ state }) => state.startsWith("done")).length;
    return [
      colors.bold(`${chapter}  ${done} of ${own.length} done`),
      ...own.map(({ id, kind, title, state }) => {
        const note = state.includes("seen") ? ` (${state})` : "";
        const sign = state.startsWith("done") ? colors.green(signs[state]) : signs[state];
        return `${sign} ${id.padEnd(width)}  ${kind.padEnd(7)}  ${title}${note}`;
      }),
      "",
    ];
  });
  const next = listed.find(({ state }) => state === "begun") ?? listed.find(isOpen) ?? listed[0];
  return [
    ...parts,
    "✓ done  ◐ begun  ◌ solution seen",
    ...(next ? [`${isOpen(next) ? "Begin" : "Go on"}: pnpm lesson practise ${next.id}`] : []),
  ].join("\n");
}

function isOpen({ state }: ListedExercise): boolean {
  return state === "open";
}

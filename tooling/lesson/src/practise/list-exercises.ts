import type { Exercise } from "@samples/lab/practice";
import { wrapText } from "@samples/timeline";
import { count } from "../count.ts";
import { colors, terminal } from "../terminal/terminal.ts";
import { stateOf, type ExerciseState, type Progress } from "./progress-file.ts";

/** An exercise as `practise list --json` tells of it. */
export interface ListedExercise {
  id: string;
  kind: Exercise["kind"];
  title: string;
  state: ExerciseState;
  /** How many of the three hints were read. */
  hints: number;
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
    hints: progress[id]?.hints ?? 0,
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
      ...own.flatMap(({ id, kind, title, state, hints }) => {
        const notes = [
          ...(state.includes("seen") ? ["solution seen"] : []),
          ...(hints > 0 ? [count(hints, "hint")] : []),
        ];
        const text = notes.length > 0 ? `${title} (${notes.join(", ")})` : title;
        const sign = state.startsWith("done") ? colors.green(signs[state]) : signs[state];
        const left = `${id.padEnd(width)}  ${kind.padEnd(7)}  `;
        return wrapText(text, terminal.width - left.length - 2).map((line, index) =>
          index === 0 ? `${sign} ${left}${line}` : `${" ".repeat(left.length + 2)}${line}`,
        );
      }),
      "",
    ];
  });
  const next = listed.find(({ state }) => state === "begun") ?? listed.find(isOpen) ?? listed[0];
  return [
    ...parts,
    "✓ done  ◐ begun  ◌ solution seen",
    `${listed.filter(({ state }) => state.startsWith("done")).length} of ${listed.length} done.`,
    ...(next ? [`${isOpen(next) ? "Begin" : "Go on"}: pnpm lesson practise ${next.id}`] : []),
  ].join("\n");
}

function isOpen({ state }: ListedExercise): boolean {
  return state === "open";
}

import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { closeServers } from "@samples/lab";
import type { Exercise } from "@samples/lab/practice";
import { count } from "../count.ts";
import { interruptible } from "../running/interruptible.ts";
import { LessonError } from "../terminal/lesson-error.ts";
import { exerciseOfFile } from "./find-exercise.ts";
import { judgeFile } from "./judge-file.ts";

/** What one person has handed in for one exercise. */
export interface HandedIn {
  person: string;
  id: string;
  file: string;
  held: number;
  claims: number;
  done: boolean;
  /** The first claim that does not hold, and why. */
  why?: string;
}

/**
 * Checks the files of many people: each folder in `folder` is a person's, and holds files that are called as the exercises
 * are. Where one exercise was chosen, a file in `folder` itself is one of the person after whom it is called. Prints a table. Returns
 * the exit code.
 *
 * @throws LessonError when there is nothing to check
 */
export async function checkClass(
  folder: string,
  exercises: readonly Exercise[],
  { json, csv }: { json?: true; csv?: true },
): Promise<number> {
  const files = findFiles(folder, exercises);
  if (files.length === 0) {
    throw new LessonError(
      `There are no attempts in ${folder}: expected a folder for each person with files such as 06/one-by-one.ts, or one-by-one.ts.`,
    );
  }
  const handedIn = await interruptible(async (signal) => {
    const found: HandedIn[] = [];
    try {
      for (const [index, { person, exercise, file }] of files.entries()) {
        if (process.stderr.isTTY)
          process.stderr.write(
            `\r\u001b[K${index + 1} of ${files.length}: ${person}, ${exercise.id}`,
          );
        found.push(await checkOne(person, exercise, file, signal));
      }
    } finally {
      if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
      await closeServers();
    }
    return found;
  });
  if (json) console.log(JSON.stringify(handedIn, null, 2));
  else console.log(csv ? toCsv(handedIn) : toMarkdown(handedIn));
  return 0;
}

async function checkOne(
  person: string,
  exercise: Exercise,
  file: string,
  signal: AbortSignal,
): Promise<HandedIn> {
  const { claims, done } = await judgeFile(exercise, file, signal);
  const failed = claims.find(({ holds }) => !holds);
  return {
    person,
    id: exercise.id,
    file,
    held: claims.filter(({ holds }) => holds).length,
    claims: claims.length,
    done,
    ...(failed && { why: `${failed.name}: ${failed.why?.split("\n")[0]}` }),
  };
}

function findFiles(
  folder: string,
  exercises: readonly Exercise[],
): { person: string; exercise: Exercise; file: string }[] {
  const [only] = exercises;
  return entriesOf(folder).flatMap((name) => {
    const full = path.join(folder, name);
    if (statSync(full).isDirectory()) {
      return filesIn(full).flatMap((file) => {
        const exercise = exerciseOfFile(file, exercises);
        return exercise ? [{ person: name, exercise, file }] : [];
      });
    }
    const person = /^([^.].*?)(?:\.answers\.txt|\.[cm]?ts)$/.exec(name)?.[1];
    return only && exercises.length === 1 && person ? [{ person, exercise: only, file: full }] : [];
  });
}

/** A prediction's program is only read: its answers are what was handed in. */
function filesIn(folder: string): string[] {
  const names = entriesOf(folder).map((name) => path.join(folder, name));
  return names.flatMap((full) => {
    if (statSync(full).isDirectory()) return filesIn(full);
    if (full.endsWith(".ts") && names.includes(full.replace(/\.ts$/, ".answers.txt"))) return [];
    return /\.(answers\.txt|[cm]?ts)$/.test(full) && !/\.new\./.test(full) ? [full] : [];
  });
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => !name.startsWith(".") && name !== "node_modules")
      .toSorted();
  } catch (error) {
    throw new LessonError(`Cannot read ${folder}: expected a folder with attempts.`, {
      cause: error,
    });
  }
}

function peopleAndIds(handedIn: readonly HandedIn[]): { people: string[]; ids: string[] } {
  return {
    people: [...new Set(handedIn.map(({ person }) => person))],
    ids: [...new Set(handedIn.map(({ id }) => id))].toSorted(),
  };
}

function toMarkdown(handedIn: readonly HandedIn[]): string {
  const { people, ids } = peopleAndIds(handedIn);
  const cell = (person: string, id: string): string => {
    const found = handedIn.find((each) => each.person === person && each.id === id);
    return !found ? "–" : found.done ? "✓" : `${found.held} of ${found.claims}`;
  };
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((each) => each.replaceAll("|", "\\|")).join(" | ")} |`;
  const done = (person: string): string =>
    String(handedIn.filter((each) => each.person === person && each.done).length);
  return [
    row(["", ...ids, "done"]),
    row(["---", ...ids.map(() => ":-:"), "--:"]),
    ...people.map((person) => row([person, ...ids.map((id) => cell(person, id)), done(person)])),
    "",
    `${people.length === 1 ? "1 person" : `${people.length} people`}, ${count(handedIn.length, "file")}. "2 of 3": so many claims hold.`,
  ].join("\n");
}

function toCsv(handedIn: readonly HandedIn[]): string {
  const quoted = (value: string | number | boolean): string =>
    /[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);
  return [
    "person,exercise,done,held,claims,why",
    ...handedIn.map(({ person, id, done, held, claims, why }) =>
      [person, id, done, held, claims, why ?? ""].map(quoted).join(","),
    ),
  ].join("\n");
}

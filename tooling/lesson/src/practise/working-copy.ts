import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readProgramHeader } from "@samples/lab";
import {
  asksForProgram,
  describeForm,
  letterOf,
  readVariant,
  writeProgram,
  writeSiblings,
  type Exercise,
  type PracticeQuestion,
} from "@samples/lab/practice";
import { wrapText } from "@samples/timeline";
import { repositoryRoot } from "../repository.ts";
import { EXIT_FAILED, LessonError } from "../terminal/lesson-error.ts";
import { makeFolder, whyNotWritten } from "../terminal/make-folder.ts";
import { oneLine } from "./one-line.ts";
import { hashOf, noteProgress, readProgress } from "./progress-file.ts";

/** Where readers' files lie: a folder that git ignores, or the one that LESSON_PRACTICE names. */
export const practiceFolder = path.resolve(
  process.env.LESSON_PRACTICE ?? path.join(repositoryRoot, "practice"),
);

/** The reader's own files, and what there is to say about them. */
export interface WorkingCopy {
  /** The program: to be changed, or only to be read where answers are asked for. */
  program: string;
  /** What is judged: the program, or the file of answers. */
  file: string;
  note?: string;
}

/** Tags that say how a program is run. All others speak of the lesson, and some would name the solution. */
const keptTags = [
  "latency",
  "pool",
  "plot",
  "values",
  "cut",
  "handshakeLatency",
  "request",
  "requests",
  "concurrency",
  "members",
  "lag",
  "auth",
];

/** Returns what the reader begins with: the program with the task above it, without what would name the solution. */
export function startText(exercise: Exercise): string {
  const source = asksForProgram(exercise)
    ? readVariant(exercise, exercise.start, exercise.solution)
    : readVariant(exercise, exercise.program);
  const { tags } = readProgramHeader(source);
  const kept = keptTags.flatMap((tag) =>
    (tags[tag]?.split("\n") ?? []).map((value) => `@${tag} ${value}`.trimEnd()),
  );
  const header = [
    `@title ${exercise.title}`,
    ...kept,
    "",
    ...wrapText(oneLine(exercise.task), 76),
    "",
    `pnpm lesson practise ${exercise.id}`,
  ];
  const code = source
    .replace(/^\s*\/\*\*[\s\S]*?\*\/\s*/, "")
    .replaceAll(/^[ \t]*\/\/ #(region|endregion).*\n?/gm, "")
    .replaceAll(/^[ \t]*\/\/ oxlint-disable-next-line.*\n/gm, "");
  const comment = header.map((line) => ` * ${line}`.trimEnd()).join("\n");
  return `/**\n${comment}\n */\n${code.trimEnd()}\n`;
}

/** Returns the file in which a prediction, or an order, is written down: each answer after a ">". */
export function answersText(exercise: Exercise): string | undefined {
  if (exercise.kind === "order") return `${exercise.id}: which order breaks it?\n\n> \n`;
  if (exercise.kind !== "predict") return undefined;
  const asked = exercise.questions.map((question, index) =>
    [`${index + 1}. ${questionText(question)}`, "> "].join("\n"),
  );
  return [`${exercise.id}: answer after each ">", then run it.`, ...asked].join("\n\n") + "\n";
}

/** A question with its options and the form of its answer. */
export function questionText(question: PracticeQuestion): string {
  const options =
    "options" in question
      ? question.options.map((option, index) => `   ${letterOf(index)}) ${option}`)
      : [];
  return [`${question.ask} (${describeForm(question)})`, ...options].join("\n");
}

/** Returns `text` with these answers. */
export function writeAnswers(text: string, answers: readonly string[]): string {
  let next = 0;
  return text.replaceAll(/^>.*$/gm, () => `> ${answers[next++] ?? ""}`);
}

/** Returns which file of a reader's is judged. */
export function workingFile(folder: string, exercise: Exercise): string {
  return path.join(folder, `${exercise.id}${asksForProgram(exercise) ? ".ts" : ".answers.txt"}`);
}

/**
 * Copies the start into `folder`, unless the reader has a file already: that is never touched. When the task has
 * changed since, a fresh copy is put beside it.
 *
 * @throws LessonError when the folder cannot be written
 */
export function prepareWorkingCopy(folder: string, exercise: Exercise): WorkingCopy {
  const file = workingFile(folder, exercise);
  const program = path.join(folder, `${exercise.id}.ts`);
  const copy = { program, file };
  const text = startText(exercise);
  const answers = answersText(exercise);
  const startHash = hashOf(text + (answers ?? ""));
  try {
    makeFolder(path.dirname(file));
    makeModules(path.dirname(file), exercise);
    writeSiblings(path.dirname(program), exercise, text);
    const known = readProgress(folder)[exercise.id];
    const hasChanged = known !== undefined && known.startHash !== startHash;
    const isFirst = !existsSync(file);
    if (!existsSync(program)) writeFileSync(program, text);
    if (answers !== undefined && isFirst) writeFileSync(file, answers);
    if (!known || hasChanged) noteProgress(folder, exercise.id, { startHash });
    if (isFirst || !hasChanged) return copy;

    const fresh = file.replace(/(\.answers\.txt|\.ts)$/, ".new$1");
    writeFileSync(fresh, answers ?? text);
    if (answers !== undefined) writeFileSync(program, text);
    return {
      ...copy,
      note: `The task has changed since you began. Your file is kept; the new start is ${fresh}`,
    };
  } catch (error) {
    if (error instanceof LessonError) throw error;
    throw new LessonError(
      `Cannot write the exercise to ${file}: ${whyNotWritten(error)} LESSON_PRACTICE can name another folder.`,
      {
        exitCode: EXIT_FAILED,
        cause: error,
      },
    );
  }
}

/** A copy of a program in a folder of its own, in which it finds what its chapter has. */
export interface ScratchCopy {
  file: string;
  remove: () => void;
}

/** Puts `text` where it can be run, whatever folder it came from. */
export function createScratchCopy(exercise: Exercise, text: string): ScratchCopy {
  const folder = makeScratchFolder(exercise);
  return {
    file: writeProgram(folder, exercise, text),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function makeScratchFolder(exercise: Exercise): string {
  const ours = path.join(practiceFolder, ".runs", exercise.id.slice(0, 2));
  try {
    mkdirSync(ours, { recursive: true });
    makeModules(ours, exercise);
    return mkdtempSync(path.join(ours, "run-"));
  } catch {
    // A folder that may not be written: elsewhere programs get from the lab what they import.
    return mkdtempSync(path.join(tmpdir(), "practise-"));
  }
}

/** The copies are ES modules, find what their chapter has installed, and are checked as the chapter's programs are. */
export function makeModules(folder: string, { chapter }: Pick<Exercise, "chapter">): void {
  const write = (name: string, text: string): void => {
    const file = path.join(folder, name);
    if (!existsSync(file)) writeFileSync(file, text);
  };
  const base = path
    .relative(folder, path.join(repositoryRoot, "tsconfig.base.json"))
    .split(path.sep)
    .join("/");
  write("package.json", '{ "private": true, "type": "module" }\n');
  write("tsconfig.json", `{ "extends": "${base}", "include": ["*.ts"] }\n`);
  const modules = path.join(folder, "node_modules");
  if (!existsSync(modules)) symlinkSync(path.join(chapter, "node_modules"), modules, "junction");
}

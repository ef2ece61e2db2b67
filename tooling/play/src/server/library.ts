import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readProgramHeader } from "@samples/lab";
import { readChapterFacts } from "@samples/lesson/chapter-facts";
import { asksForProgram } from "@samples/lab/practice";
import type { Exercise, ProgramExercise } from "@samples/lab/practice";
import { readPrograms, type ListedProgram } from "@samples/lesson/program-index";
import { readProgress, stateOf } from "@samples/lesson/progress-file";
import { oneLine } from "@samples/lesson/one-line";
import { makeModules, prepareWorkingCopy } from "@samples/lesson/working-copy";
import { mostText, type Group, type Listed, type OpenedProgram } from "../messages.ts";

/** Something that can be opened in the page. */
export interface Book {
  kind: OpenedProgram["kind"];
  name: string;
  /** What runs when nothing was changed, and, of the reader's own file, what is written. */
  file: string;
  listed?: ListedProgram;
  exercise?: Exercise & ProgramExercise;
}

/** What can be opened, and where the reader's own files lie. */
export interface Library {
  list(): Group[];
  /** @throws Error, with a sentence for the reader, for a name that is not in the list */
  find(name: string): Book;
  open(book: Book): OpenedProgram;
  /**
   * Writes a file of the reader's own, named `as`, into her practice folder.
   *
   * @throws Error, with a sentence for the reader: it is there already, or has no proper name
   */
  save(book: Book, as: string, text: string): Book;
}

const defaultLatencyMs = 50;
const exercisePrefix = "practise ";

/**
 * @param root of the repository
 * @param practice folder of the reader's own files
 * @param all the repository's exercises; those that ask for answers instead of a program are left to the command line
 * @param given files that were named on the command line
 */
export function createLibrary(
  root: string,
  practice: string,
  all: readonly Exercise[],
  given: readonly string[] = [],
): Library {
  const programs = readPrograms(root);
  const exercises = all.filter(asksForProgram);

  function ownFiles(): string[] {
    if (!existsSync(practice)) return [];
    const taken = new Set(exercises.map(({ id }) => path.join(practice, `${id}.ts`)));
    return readdirSync(practice, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name: folder }) =>
        readdirSync(path.join(practice, folder))
          .filter((name) => name.endsWith(".ts"))
          .map((name) => path.join(practice, folder, name)),
      )
      .filter((file) => !taken.has(file))
      .toSorted();
  }

  function find(name: string): Book {
    const listed = programs.find((program) => program.name === name);
    if (listed) return { kind: "lesson", name, file: listed.file, listed };
    const exercise = exercises.find(({ id }) => exercisePrefix + id === name);
    if (exercise) {
      const { file } = prepareWorkingCopy(practice, exercise);
      return { kind: "exercise", name, file, exercise };
    }
    if (given.includes(name) || ownFiles().includes(name)) {
      return { kind: "own", name, file: name };
    }
    throw new Error(`There is no program called ${name} here.`);
  }

  return {
    list() {
      const progress = readProgress(practice);
      const own = [...new Set([...given, ...ownFiles()])].map((file): Listed => ({
        name: file,
        title: path.basename(file),
      }));
      const chapters = [...new Set(programs.map(({ chapter }) => chapter))];
      return [
        ...(own.length > 0 ? [{ label: "Your own files", programs: own }] : []),
        ...(exercises.length > 0
          ? [
              {
                label: "Exercises",
                programs: exercises.map(({ id, title }) => ({
                  name: exercisePrefix + id,
                  title,
                  state: stateOf(progress[id]),
                })),
              },
            ]
          : []),
        ...chapters.map((chapter) => ({
          label: `${chapter.slice(0, 2)}: ${readChapterFacts(root, chapter).description}`,
          programs: programs
            .filter((program) => program.chapter === chapter)
            .map(({ name, header }) => ({ name, title: header.title ?? name })),
        })),
      ];
    },

    find,

    open({ kind, name, file, listed, exercise }) {
      if (!existsSync(file)) throw new Error(`There is no file ${file} any more.`);
      const text = readFileSync(file, "utf8").replaceAll("\r\n", "\n");
      if (text.length > mostText) {
        throw new Error(`${file} is too long for this page: it has ${text.length} characters.`);
      }
      const header = readProgramHeader(text);
      const twin = listed && header.twin && twinOf(listed, header.twin, programs);
      return {
        name,
        kind,
        text,
        title: exercise?.title ?? header.title ?? path.basename(file),
        file: shortName(root, file),
        latencyMs: exercise?.run?.latencyMs ?? header.latencyMs ?? defaultLatencyMs,
        ...(twin ? { twin: twin.name } : {}),
        ...(exercise
          ? {
              exercise: {
                task: oneLine(exercise.task),
                hints: exercise.hints.map(oneLine),
                state: stateOf(readProgress(practice)[exercise.id]),
              },
            }
          : {}),
      };
    },

    save({ listed, exercise }, as, text) {
      const stem = as.trim().replace(/\.ts$/, "");
      if (!/^[a-z0-9][a-z0-9-]*$/i.test(stem)) {
        throw new Error(
          `Cannot save it as "${as}": a name has letters, digits and hyphens, such as my-gather.`,
        );
      }
      const chapter = listed?.chapter ?? (exercise ? path.basename(exercise.chapter) : undefined);
      const folder = path.join(practice, chapter?.slice(0, 2) ?? "own");
      const file = path.join(folder, `${stem}.ts`);
      if (existsSync(file))
        throw new Error(`There is a file ${file} already: choose another name.`);
      mkdirSync(folder, { recursive: true });
      const modules = chapter ?? programs[0]?.chapter ?? "";
      makeModules(folder, { chapter: path.join(root, "chapters", modules) });
      writeFileSync(file, text);
      return { kind: "own", name: file, file };
    },
  };
}

/** The program that a header's `@twin` names. */
export function twinOf(
  { file }: ListedProgram,
  twin: string,
  programs: readonly ListedProgram[],
): ListedProgram | undefined {
  const twinFile = path.resolve(path.dirname(file), twin);
  return programs.find((program) => program.file === twinFile);
}

function shortName(root: string, file: string): string {
  const relative = path.relative(root, file);
  return relative.startsWith("..") ? file : relative.split(path.sep).join("/");
}

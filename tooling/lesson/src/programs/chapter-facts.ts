import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { LessonError } from "../terminal/lesson-error.ts";

/** A question that programs answer, as a person would type it: an error message is one, too. */
export interface Question {
  question: string;
  /** Names of programs, the best answer first: "gather" of the same chapter, or "06/gather". */
  programs: string[];
}

/** What a chapter says about its programs, in files that people keep. */
export interface ChapterFacts {
  /** Folder of the chapter: "06-gather". */
  chapter: string;
  /** One line: what the chapter is about. */
  description: string;
  /** `lesson.order` of its package.json: names of programs as they are taught; missing if it does not say. */
  order?: string[];
  questions: Question[];
}

/**
 * Reads the package.json and questions.json of the chapter `chapter` below `root`. What is not there is empty.
 *
 * @throws LessonError for a file that is not JSON or holds something else, with its path and what was expected
 */
export function readChapterFacts(root: string, chapter: string): ChapterFacts {
  const manifest = readJson(path.join(root, "chapters", chapter, "package.json"), isManifest, {
    shape: '{ "description": "…", "lesson": { "order": ["name", …] } }',
    missing: {},
  });
  const questions = readJson(path.join(root, "chapters", chapter, "questions.json"), isQuestions, {
    shape: '[{ "question": "…", "programs": ["name", …] }, …], with nothing empty',
    missing: [],
  });
  const order = manifest.lesson?.order;
  return {
    chapter,
    description: manifest.description ?? "",
    ...(order ? { order } : {}),
    questions,
  };
}

function readJson<Value>(
  file: string,
  isExpected: (value: unknown) => value is Value,
  { shape, missing }: { shape: string; missing: Value },
): Value {
  if (!existsSync(file)) return missing;
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new LessonError(`${file} is not JSON: ${(cause as Error).message}`, { cause });
  }
  if (!isExpected(value)) throw new LessonError(`${file} must look like this: ${shape}.`);
  return value;
}

interface Manifest {
  description?: string;
  lesson?: { order?: string[] };
}

function isManifest(value: unknown): value is Manifest {
  if (!isObject(value)) return false;
  const { description, lesson } = value;
  if (description !== undefined && typeof description !== "string") return false;
  if (lesson === undefined) return true;
  return isObject(lesson) && (lesson.order === undefined || isNames(lesson.order));
}

function isQuestions(value: unknown): value is Question[] {
  return (
    Array.isArray(value) &&
    value.every(
      (each) =>
        isObject(each) &&
        typeof each.question === "string" &&
        each.question.trim() !== "" &&
        isNames(each.programs) &&
        each.programs.length > 0,
    )
  );
}

function isNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string" && each !== "");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

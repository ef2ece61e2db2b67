import { readFileSync } from "node:fs";
import path from "node:path";
import { shortPath } from "../repository.ts";
import { readChapterFacts } from "./chapter-facts.ts";
import { readPrograms, stemOf } from "./program-index.ts";

export interface ChapterProblem {
  file: string;
  line: number;
  message: string;
}

/**
 * Checks what people keep by hand about the programs below `root`: `lesson.order` of each chapter's package.json names
 * each program once, and questions.json leads to programs that are there. A chapter without one of them is fine.
 *
 * @throws LessonError for a file that cannot be understood
 */
export function checkChapters(root: string): ChapterProblem[] {
  const programs = readPrograms(root);
  const names = new Set(programs.map(({ name }) => name));
  const chapters = [...new Set(programs.map(({ chapter }) => chapter))];
  return chapters.flatMap((chapter) => {
    const { order, questions } = readChapterFacts(root, chapter);
    const number = chapter.slice(0, 2);
    const problems: ChapterProblem[] = [];
    const complain = (name: string, near: string, message: string): void => {
      const file = path.join(root, "chapters", chapter, name);
      problems.push({ file: shortPath(file), line: lineOf(file, near), message });
    };

    if (order) {
      for (const stem of new Set(order)) {
        if (!names.has(`${number}/${stem}`))
          complain("package.json", stem, `lesson.order names ${stem}, which is no program here`);
        if (order.filter((each) => each === stem).length > 1)
          complain("package.json", stem, `lesson.order names ${stem} more than once`);
      }
      const missing = programs
        .filter((each) => each.chapter === chapter && !order.includes(stemOf(each.name)))
        .map(({ name }) => stemOf(name));
      if (missing.length > 0)
        complain("package.json", "order", `lesson.order does not name ${missing.join(", ")}`);
    }

    const asked = new Set<string>();
    for (const { question, programs: answers } of questions) {
      if (asked.has(question.toLowerCase()))
        complain("questions.json", question, `"${question}" is asked more than once`);
      asked.add(question.toLowerCase());
      for (const answer of answers) {
        if (!names.has(answer.includes("/") ? answer : `${number}/${answer}`))
          complain("questions.json", question, `"${question}" leads to ${answer}: no such program`);
      }
    }
    return problems;
  });
}

/**
 * Checks the table of questions in the README below `root`: each row has a question of a chapter's questions.json, word
 * for word, and programs that answer it there. A README without such a table has nothing to check.
 */
export function checkReadmeQuestions(root: string): ChapterProblem[] {
  const file = path.join(root, "README.md");
  const answers = new Map<string, string[]>();
  for (const chapter of new Set(readPrograms(root).map((each) => each.chapter))) {
    for (const { question, programs } of readChapterFacts(root, chapter).questions) {
      answers.set(
        question,
        programs.map((each) => (each.includes("/") ? each : `${chapter.slice(0, 2)}/${each}`)),
      );
    }
  }
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line, index) => {
      const [, question = "", programs = ""] = /^\| (.+?) +\| (\[`\d\d\/.+?) +\|$/.exec(line) ?? [];
      if (question === "") return [];
      const known = answers.get(question);
      const shown = [...programs.matchAll(/`(\d\d\/[^`]+)`/g)].map(([, name]) => name ?? "");
      const messages = known
        ? shown
            .filter((name) => !known.includes(name))
            .map((name) => `questions.json does not lead from "${question}" to ${name}`)
        : [`no questions.json asks "${question}"`];
      return messages.map((message) => ({ file: shortPath(file), line: index + 1, message }));
    });
}

/** Line of the first place where `text` stands as a JSON string; 1 where it is written in another way. */
function lineOf(file: string, text: string): number {
  const index = readFileSync(file, "utf8")
    .split("\n")
    .findIndex((line) => line.includes(JSON.stringify(text)));
  return Math.max(0, index) + 1;
}

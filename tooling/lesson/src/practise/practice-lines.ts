import { readFileSync } from "node:fs";
import path from "node:path";
import { sectionOf, type Exercise } from "@samples/lab/practice";
import type { ChapterProblem } from "../programs/check-chapters.ts";
import { shortPath } from "../repository.ts";

/** Begins the line that leads from a section of a chapter's README to its exercises. */
const begin = "Practise: ";

/**
 * Checks that each section of the chapters' READMEs ends with a line that leads to its exercises, if it has any, and that
 * each exercise has a section.
 */
export function checkPracticeLines(exercises: readonly Exercise[]): ChapterProblem[] {
  const chapters = [...new Set(exercises.map(({ chapter }) => chapter))];
  return chapters.flatMap((chapter) => {
    const file = path.join(chapter, "README.md");
    const text = readFileSync(file, "utf8");
    const wanted = withPracticeLines(
      text,
      exercises.filter((each) => each.chapter === chapter),
    );
    const [lines, wantedLines] = [text.split("\n"), wanted.text.split("\n")];
    const differs = wantedLines.findIndex((line, index) => line !== lines[index]);
    const problem = (line: number, message: string): ChapterProblem => ({
      file: shortPath(file),
      line,
      message,
    });
    return [
      ...(differs === -1 && lines.length === wantedLines.length
        ? []
        : [problem(differs + 1, `expected here: ${wantedLines[differs]}`)]),
      ...wanted.homeless.map((id) =>
        problem(
          1,
          `no section is about a program of the exercise ${id}: name one in its "section"`,
        ),
      ),
    ];
  });
}

/** Returns the text of a README with the lines that lead to exercises, and the exercises for which there is no section. */
export function withPracticeLines(
  text: string,
  exercises: readonly Exercise[],
): { text: string; homeless: string[] } {
  const placed = new Set<string>();
  const sections = text
    .replaceAll(new RegExp(`\n${begin}[^\n]*(\n[^\n]+)*\n`, "g"), "")
    .split(/^(?=## )/m)
    .map((section) => {
      const [heading = ""] = section.split("\n", 1);
      if (!heading.startsWith("## ")) return section;
      const inHeading = [...heading.matchAll(/`([\w-]+)`/g)];
      const shown =
        inHeading.length > 0 ? inHeading : [...section.matchAll(/^<!-- snippet \d\d\/([\w-]+)/gm)];
      const programs = shown.map(([, name = ""]) => `${name}.ts`);
      const own = exercises.filter(
        (each) => !placed.has(each.id) && programs.includes(sectionOf(each)),
      );
      if (own.length === 0) return section;
      for (const { id } of own) placed.add(id);
      const items = own.map(({ id, title }) => `\`pnpm lesson practise ${id}\` (${title})`);
      return `${section.trimEnd()}\n\n${begin}${items.join(", ")}\n\n`;
    });
  return {
    text: `${sections.join("").trimEnd()}\n`,
    homeless: exercises.filter(({ id }) => !placed.has(id)).map(({ id }) => id),
  };
}

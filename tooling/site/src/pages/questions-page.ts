import type { SiteChapter } from "../chapters.ts";
import { inline } from "./program-page.ts";

/** Returns the page of all questions, in the order of the chapters; each is a heading, so that the search finds it as one. */
export function questionsPage(chapters: SiteChapter[]): string {
  const asked = chapters.filter(({ questions }) => questions.length > 0);
  return [
    "# Questions",
    "What people ask about async code and a database, and the programs that answer it. Each of them runs on your machine in a few seconds.",
    ...asked.flatMap((chapter) => [
      `## ${chapter.number}: ${inline(chapter.title)}`,
      ...chapter.questions.flatMap(({ question, programs }) => [
        `### ${inline(question)}`,
        programs
          .map((name) => {
            const program = chapter.programs.find((each) => each.name === name);
            if (!program) {
              throw new Error(
                `chapters/${chapter.folder}/questions.json: "${question}" names ${name}, and the chapter has no such program`,
              );
            }
            return `- [${inline(program.header.title)}](${chapter.folder}/src/${program.path.split("/").at(-1)}) <span class="program-id">${program.id}</span>`;
          })
          .join("\n"),
      ]),
    ]),
  ].join("\n\n");
}

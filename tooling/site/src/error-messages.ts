import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { SiteChapter, SiteProgram } from "./chapters.ts";
import { inline } from "./pages/program-page.ts";

/** An error message as people search for it, and the programs that run into it. */
export interface ErrorMessage {
  message: string;
  /** What happened, and what to do, in two or three sentences. */
  happened: string;
  /** Ids such as "07/wait-queue-timeout": the first one prints the message. */
  programs: string[];
}

/**
 * Returns the page of error messages: those that are explained by hand, and those that people ask about in a chapter's questions, which
 * the header of a program explains.
 *
 * @throws Error for a message that the recorded output of its first program does not contain: the page shows nothing that
 *   did not happen
 */
export function errorsPage(messages: ErrorMessage[], chapters: SiteChapter[]): string {
  return [
    "# Error messages",
    "What the driver, the server and Node say when async code goes wrong, and a program that brings each message about.",
    ...messages.flatMap(({ message, happened, programs }) => {
      const found = programs.map((id) => findProgram(id, chapters));
      const [first] = found;
      if (!first || !recordedText(first).includes(message)) {
        throw new Error(
          `The message ${JSON.stringify(message)} does not stand in the recorded output of ${programs[0]}`,
        );
      }
      return entry(message, happened, found);
    }),
    ...chapters.flatMap((chapter) =>
      chapter.questions
        .filter(({ question }) => isErrorMessage(question) && !isAmong(question, messages))
        .flatMap(({ question, programs }) => {
          const found = programs.map((name) =>
            findProgram(name.includes("/") ? name : `${chapter.number}/${name}`, chapters),
          );
          return entry(question, found[0]?.header.text ?? "", found);
        }),
    ),
  ].join("\n\n");
}

/** A question that is an error message, as people paste it. */
function isErrorMessage(question: string): boolean {
  if (/^(?:Why|How|Can|What|Does|Do|Is|When|Which)\b/.test(question)) return false;
  return /\b[A-Z]\w*Error\b|\bE\d{4,}\b|\bE[A-Z]{6,}\b|\btimed out\b|\bWriteConflict\b/.test(
    question,
  );
}

function isAmong(question: string, messages: readonly ErrorMessage[]): boolean {
  return messages.some(({ message }) => question.startsWith(message.split(":")[0] ?? message));
}

function entry(message: string, happened: string, programs: readonly SiteProgram[]): string[] {
  return [
    `## ${inline(message)}`,
    happened,
    programs
      .map(
        ({ header, id, chapter, path: file }) =>
          `- [${inline(header.title)}](${chapter.folder}/src/${path.basename(file)}) <span class="program-id">${id}</span>`,
      )
      .join("\n"),
  ];
}

function findProgram(id: string, chapters: SiteChapter[]): SiteProgram {
  const found = chapters.flatMap(({ programs }) => programs).find((program) => program.id === id);
  if (!found) throw new Error(`There is no program ${id}`);
  return found;
}

function recordedText({ chapter, name }: SiteProgram): string {
  const file = path.join(path.dirname(chapter.readmeFile), "recorded", `${name}.txt`);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { readProgramHeader } from "@samples/lab/program-header";
import {
  checkLinks,
  checkMarkdownReferences,
  checkNumbers,
  checkReferences,
  listSnippets,
  printedOutput,
  readCatalog,
  readText,
  recordedFile,
  syncText,
  type Catalog,
  type KnownNames,
  type NumberSources,
  type Source,
  type TextProblem,
} from "@samples/snippets";
import { recordingRules } from "../recording/recording-rules.ts";
import { shortPath } from "../repository.ts";
import { findMarkdownFiles } from "./markdown-files.ts";
import { sourceFacts } from "./source-facts.ts";

export interface LessonProblem {
  file: string;
  line: number;
  message: string;
}

/**
 * Checks every Markdown file of the repository: its blocks against the programs and recordings, its links and images
 * against the disk, its prose against what there is and what was recorded. A region that no lesson shows is a warning.
 *
 * @throws LocatedError for a malformed region, or a file that is not UTF-8
 */
export function checkLessons(root: string): { problems: LessonProblem[]; warnings: string[] } {
  const catalog = readCatalog(root);
  const names = knownNames(root, catalog);
  const problems = checkComments(catalog, names);
  const shown = new Set<string>();
  for (const file of findMarkdownFiles([root])) {
    const found = checkMarkdown(file, catalog, names);
    problems.push(...found.problems);
    for (const id of found.shown) shown.add(id);
  }
  const warnings = listSnippets(catalog)
    .filter(({ id, source }) => !shown.has(id) && !shown.has(source.id))
    .map(
      ({ id, source, region }) =>
        `${source.path}:${region?.startLine ?? 1}: no lesson shows the region ${id}`,
    );
  return { problems, warnings };
}

/**
 * Checks the blocks and the links of one Markdown file, and returns which code it shows. Of one of this repository, also
 * what its prose says: that it names no chapter or program that is not there, and no number that was not measured.
 */
export function checkMarkdown(
  file: string,
  catalog: Catalog,
  names = knownNames(catalog.root, catalog),
): { problems: LessonProblem[]; shown: string[] } {
  const shownAs = shortPath(file);
  const text = readText(file, shownAs);
  const result = syncText(text, shownAs, { catalog, factsOf: sourceFacts, markdownFile: file });
  return {
    problems: [
      ...result.problems.map(({ line, id, message }) => ({
        file: shownAs,
        line,
        message: id === "" ? message : `${id}: ${message}`,
      })),
      ...checkLinks(text, file)
        .filter(({ url }) => !(isPageOfTheSite(file, catalog.root) && url.startsWith("/")))
        .map(({ line, url, message }) => ({
          file: shownAs,
          line,
          message: `the link ${url} leads nowhere: ${message}`,
        })),
      ...checkProse(text, file, catalog, names).map((each) => ({ file: shownAs, ...each })),
    ],
    shown: result.shown,
  };
}

/** The site's pages link to each other by URL (/questions); the site's own build checks those links. */
function isPageOfTheSite(file: string, root: string): boolean {
  return file.startsWith(path.join(root, "tooling", "site", "content") + path.sep);
}

function knownNames(root: string, catalog: Catalog): KnownNames {
  const chapters = readdirSync(path.join(root, "chapters")).filter((name) => /^\d\d-/.test(name));
  // Exercises are named as programs are.
  const exercises = chapters.flatMap((name) => {
    const folder = path.join(root, "chapters", name, "practice");
    const files = existsSync(folder) ? readdirSync(folder) : [];
    return files.map((file) => `${name.slice(0, 2)}/${path.parse(file).name}`);
  });
  return {
    chapters: new Set(chapters.map((name) => name.slice(0, 2))),
    programs: new Set([...catalog.sources.keys(), ...exercises]),
  };
}

function checkProse(
  text: string,
  file: string,
  { root, sources }: Catalog,
  names: KnownNames,
): TextProblem[] {
  const [top, chapter, ...below] = path.relative(root, file).split(path.sep);
  // What a course elsewhere calls its chapters is its own affair.
  if (top === undefined || top === ".." || path.isAbsolute(top)) return [];
  const problems = checkMarkdownReferences(text, names);
  const isLesson = top === "chapters" && below.length === 1;
  if (!isLesson && top !== "README.md") return problems;
  const shown = [...sources.values()].filter((source) => !isLesson || source.chapter === chapter);
  return [...problems, ...checkNumbers(text, numberSources(shown))];
}

function numberSources(sources: Source[]): NumberSources {
  const recordings = sources
    .map((source) => recordedFile(source, "txt"))
    .filter((file) => existsSync(file));
  return {
    printed: recordings.flatMap((file) => printedOutput(readFileSync(file, "utf8"))),
    programs: sources.map(({ text }) => text),
    latenciesMs: sources.map(({ text }) => recordingRules(readProgramHeader(text)).latencyMs),
  };
}

/** Checks what the comments of programs refer to. */
function checkComments({ sources }: Catalog, names: KnownNames): LessonProblem[] {
  return [...sources.values()].flatMap(({ path: file, text }) =>
    checkReferences(text.replaceAll(/^(?!\s*(?:\*|\/[/*])).*$/gm, ""), names).map((problem) => ({
      file,
      ...problem,
    })),
  );
}

import path from "node:path";
import {
  exportSnippets,
  findSnippet,
  highlightWith,
  listSnippets,
  LocatedError,
  readCatalog,
  syncFile,
  UnknownIdError,
  type ExportFormat,
  type Snippet,
  type TokenType,
} from "@samples/snippets";
import { count } from "../count.ts";
import { EXIT_FAILED, LessonError } from "../terminal/lesson-error.ts";
import { folderOfThePerson, repositoryRoot, shortPath } from "../repository.ts";
import { colors, terminal } from "../terminal/terminal.ts";
import { checkLessons, checkMarkdown, type LessonProblem } from "./check-lessons.ts";
import { copyToClipboard } from "./clipboard.ts";
import { findMarkdownFiles } from "./markdown-files.ts";
import { createPermalinks } from "./permalinks.ts";
import { sourceFacts } from "./source-facts.ts";

export function list(options: { json?: true }): void {
  const snippets = listSnippets(readCatalog(repositoryRoot));
  if (options.json) {
    const listed = snippets.map(({ id, source, region, sha256 }) => ({
      id,
      file: source.path,
      lines: region ? [region.startLine + 1, region.endLine - 1] : [],
      sha256,
    }));
    console.log(JSON.stringify({ snippets: listed }, null, 2));
    return;
  }
  const widest = Math.max(0, ...snippets.map(({ id }) => id.length));
  for (const { id, source, region, sha256 } of snippets) {
    const lines = region ? `${region.startLine + 1}-${region.endLine - 1}` : "";
    console.log(`${id.padEnd(widest)}  ${source.path}:${lines}  ${colors.dim(sha256)}`);
  }
}

export function show(id: string): void {
  console.log(highlightWith(find(id).text, paint));
}

export async function copy(id: string): Promise<void> {
  const { text } = find(id);
  const how = await copyToClipboard(`${text}\n`);
  const lines = count(text.split("\n").length, "line");
  console.log(
    how === "clipboard"
      ? `${id} is on the clipboard (${lines}).`
      : `${id} was sent to the terminal's clipboard (OSC 52, ${lines}).`,
  );
}

export function exportAll({ to, format }: { to: string; format: ExportFormat }): void {
  const folder = path.resolve(personsFolder(), to);
  const files = exportSnippets(folder, format, {
    catalog: readCatalog(repositoryRoot),
    factsOf: sourceFacts,
    permalinkOf: createPermalinks(repositoryRoot),
  });
  console.log(`${count(files.length, "file")} written to ${folder}`);
}

export function sync(paths: string[], options: { copyPictures?: true } = {}): number {
  const catalog = readCatalog(repositoryRoot);
  const problems: LessonProblem[] = [];
  let changed = 0;
  const files = chosenFiles(paths);
  for (const file of files) {
    const shownAs = shortPath(file);
    const context = { catalog, factsOf: sourceFacts, markdownFile: file, ...options };
    const result = tellingWhere(shownAs, () => syncFile(file, shownAs, context));
    if (result.changed) {
      changed += 1;
      console.log(`filled ${shownAs}`);
    }
    if (result.staleCopies.length > 0) {
      console.log(`copied ${count(result.staleCopies.length, "picture")} beside ${shownAs}`);
    }
    // Blocks that were only out of date are filled now; the rest needs a person.
    for (const problem of result.problems) {
      if (["unknown", "malformed", "not-recorded"].includes(problem.kind)) problems.push(problem);
    }
  }
  report(problems);
  console.log(`${count(files.length, "Markdown file")}, ${changed} changed`);
  return problems.length === 0 ? 0 : EXIT_FAILED;
}

export function check(paths: string[]): number {
  let problems: LessonProblem[];
  if (paths.length === 0) {
    const lessons = checkLessons(repositoryRoot);
    ({ problems } = lessons);
    for (const warning of lessons.warnings) console.warn(`warning: ${warning}`);
  } else {
    const catalog = readCatalog(repositoryRoot);
    problems = chosenFiles(paths).flatMap((file) => checkMarkdown(file, catalog).problems);
  }
  report(problems);
  if (problems.length === 0) console.log("Every block is what it should be.");
  return problems.length === 0 ? 0 : EXIT_FAILED;
}

function report(problems: LessonProblem[]): void {
  for (const { file, line, message } of problems) console.error(`${file}:${line}: ${message}`);
}

function find(id: string): Snippet {
  try {
    return findSnippet(readCatalog(repositoryRoot), id);
  } catch (error) {
    if (error instanceof UnknownIdError)
      throw new LessonError(capitalize(error.message), { cause: error });
    throw error;
  }
}

function capitalize(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function personsFolder(): string {
  return folderOfThePerson(process.env, process.cwd());
}

function chosenFiles(paths: string[]): string[] {
  if (paths.length === 0) return findMarkdownFiles([repositoryRoot]);
  return paths.flatMap((each) => {
    const file = path.resolve(personsFolder(), each);
    return tellingWhere(file, () => findMarkdownFiles([file]));
  });
}

/** Turns what the file system says into a sentence that names the file. */
function tellingWhere<T>(file: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof LocatedError || !(error instanceof Error) || !("code" in error))
      throw error;
    const why =
      error.code === "ENOENT"
        ? "there is no such file or folder"
        : error.code === "EACCES" || error.code === "EPERM" || error.code === "EROFS"
          ? "it may not be written; nothing was changed"
          : error.message;
    throw new LessonError(`${file}: ${why}`, { exitCode: EXIT_FAILED, cause: error });
  }
}

const paints: Partial<Record<TokenType, (text: string) => string>> = {
  keyword: colors.magenta,
  string: colors.green,
  comment: colors.dim,
  class: colors.cyan,
  entity: colors.blue,
};

function paint(type: TokenType, text: string): string {
  if (!terminal.color || text.trim() === "") return text;
  return paints[type]?.(text) ?? text;
}

import {
  checkLinks,
  listSnippets,
  readCatalogue,
  readText,
  syncText,
  type Catalogue,
} from "@samples/snippets";
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
 * against the disk. A region that no lesson shows is a warning.
 *
 * @throws LocatedError for a malformed region, or a file that is not UTF-8
 */
export function checkLessons(root: string): { problems: LessonProblem[]; warnings: string[] } {
  const catalogue = readCatalogue(root);
  const problems: LessonProblem[] = [];
  const shown = new Set<string>();
  for (const file of findMarkdownFiles([root])) {
    const found = checkMarkdown(file, catalogue);
    problems.push(...found.problems);
    for (const id of found.shown) shown.add(id);
  }
  const warnings = listSnippets(catalogue)
    .filter(({ id, source }) => !shown.has(id) && !shown.has(source.id))
    .map(
      ({ id, source, region }) =>
        `${source.path}:${region?.startLine ?? 1}: no lesson shows the region ${id}`,
    );
  return { problems, warnings };
}

/** Checks the blocks and the links of one Markdown file, and returns which code it shows. */
export function checkMarkdown(
  file: string,
  catalogue: Catalogue,
): { problems: LessonProblem[]; shown: string[] } {
  const shownAs = shortPath(file);
  const text = readText(file, shownAs);
  const result = syncText(text, shownAs, { catalogue, factsOf: sourceFacts, markdownFile: file });
  return {
    problems: [
      ...result.problems.map(({ line, id, message }) => ({
        file: shownAs,
        line,
        message: id === "" ? message : `${id}: ${message}`,
      })),
      ...checkLinks(text, file).map(({ line, url, message }) => ({
        file: shownAs,
        line,
        message: `the link ${url} leads nowhere: ${message}`,
      })),
    ],
    shown: result.shown,
  };
}

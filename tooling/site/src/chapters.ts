import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { ProgramHeader } from "@samples/lab/program-header";
import { readChapterFacts, type Question } from "@samples/lesson/chapter-facts";
import { readPrograms, stemOf } from "@samples/lesson/program-index";
import { readClaims, type ClaimSentence } from "./claims.ts";

export interface SiteProgram {
  /** "06/gather" */
  id: string;
  /** "gather" */
  name: string;
  chapter: SiteChapter;
  /** Path from the repository's root, with forward slashes. */
  path: string;
  source: string;
  header: ProgramHeader & { title: string };
  /** What the tests claim of it. */
  claims: ClaimSentence[];
  /** Whether its output and picture are recorded; a header may say why not. */
  isRecorded: boolean;
}

export interface SiteChapter {
  /** "06-gather" */
  folder: string;
  /** "06" */
  number: string;
  /** What its README is called, without the number. */
  title: string;
  readme: string;
  /** Absolute path of the README. */
  readmeFile: string;
  /** In teaching order. */
  programs: SiteProgram[];
  questions: Question[];
}

/**
 * Returns every chapter below `root` that has a README, in order, with its programs in teaching order.
 *
 * @throws Error for a README without a heading
 */
export function readChapters(root: string): SiteChapter[] {
  const programs = readPrograms(root);
  return readdirSync(path.join(root, "chapters"))
    .filter((name) => /^\d\d-/.test(name))
    .toSorted()
    .flatMap((folder) => {
      const base = path.join(root, "chapters", folder);
      const readmeFile = path.join(base, "README.md");
      if (!existsSync(readmeFile)) return [];
      const readme = readFileSync(readmeFile, "utf8").replaceAll("\r\n", "\n");
      const title = /^# (?:\d\d: )?(.+)$/m.exec(readme)?.[1];
      if (!title) throw new Error(`${readmeFile} has no heading, and so no title`);
      const chapter: SiteChapter = {
        folder,
        number: folder.slice(0, 2),
        title,
        readme,
        readmeFile,
        programs: [],
        questions: readChapterFacts(root, folder).questions,
      };
      const claims = readClaims(path.join(base, "test"));
      chapter.programs = programs
        .filter((program) => program.chapter === folder)
        .map(({ name: id, file, header }) => {
          const name = stemOf(id);
          return {
            id,
            name,
            chapter,
            path: path.relative(root, file).split(path.sep).join("/"),
            source: readFileSync(file, "utf8").replaceAll("\r\n", "\n"),
            header: { ...header, title: header.title ?? name },
            claims: claims.get(path.basename(file)) ?? [],
            isRecorded: existsSync(path.join(base, "recorded", `${name}.svg`)),
          };
        });
      return [chapter];
    });
}

import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { readProgramHeader, type ProgramHeader } from "@samples/lab/program-header";
import { listSources } from "@samples/snippets/sources";
import { readClaims, type ClaimSentence } from "./claims.ts";

/** A question as people ask it, and the programs of its chapter that answer it. */
export interface Question {
  question: string;
  programs: string[];
}

interface PackageJson {
  lesson?: { order?: string[] };
}

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
 * Returns every chapter below `root` that has a README, in order, with its programs in teaching order: that of
 * `lesson.order` in the chapter's package.json; what is not named there comes after it.
 *
 * @throws Error for a README without a heading
 */
export function readChapters(root: string): SiteChapter[] {
  const sources = listSources(root);
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
        questions: (readJson(path.join(base, "questions.json")) ?? []) as Question[],
      };
      const claims = readClaims(path.join(base, "test"));
      const order =
        (readJson(path.join(base, "package.json")) as PackageJson | undefined)?.lesson?.order ?? [];
      chapter.programs = sources
        .filter((source) => source.chapter === folder)
        .flatMap(({ id, file, path: shortPath }) => {
          const source = readFileSync(file, "utf8").replaceAll("\r\n", "\n");
          const header = readProgramHeader(source);
          if (!header.title) return [];
          const name = id.slice(3);
          return [
            {
              id,
              name,
              chapter,
              path: shortPath,
              source,
              header: { ...header, title: header.title },
              claims: claims.get(path.basename(file)) ?? [],
              isRecorded: existsSync(path.join(base, "recorded", `${name}.svg`)),
            },
          ];
        })
        .toSorted((a, b) => rank(order, a.name) - rank(order, b.name));
      return [chapter];
    });
}

function rank(order: string[], name: string): number {
  const index = order.indexOf(name);
  return index === -1 ? order.length : index;
}

/** What JSON holds is for the caller to say; undefined where there is no such file. */
function readJson(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

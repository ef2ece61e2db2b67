import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readProgramHeader } from "@samples/lab/program-header";
import { readCatalog, syncText, type Problem, type RenderContext } from "@samples/snippets";
import { readChapters, type SiteChapter } from "./chapters.ts";
import { errorsPage, type ErrorMessage } from "./error-messages.ts";
import { inline, programPage } from "./pages/program-page.ts";
import { pythonPage } from "./pages/python-page.ts";
import { questionsPage } from "./pages/questions-page.ts";
import { repositoryRoot } from "./repository.ts";
import { asHtml } from "./pages/as-html.ts";
import { linkForSite } from "./site-links.ts";

const siteFolder = path.resolve(import.meta.dirname, "..");

/** Where VitePress finds the pages; everything in it is generated. */
export const pagesFolder = path.join(siteFolder, "vitepress/pages");

/** What each page was last made of, before its blocks were filled. */
const texts = new Map<string, string>();

/** What the site's frame needs to know: written beside the pages, and read by VitePress's configuration. */
interface SiteMap {
  chapters: { folder: string; text: string; programs: { name: string; text: string }[] }[];
}

/**
 * Writes the pages of the site: the chapters' READMEs as they are, a page for each program, and the hand-written pages in
 * `content/`.
 *
 * @param playerScript what defines `<run-timeline>`
 * @param changed files below `chapters`, of which something was written since the last time: then only the pages that they touch are
 * written anew
 * @returns how many pages were written
 * @throws Error for a block that cannot be filled: an unknown id, or a program that is not recorded
 */
export function writeSite(playerScript: string, changed?: ReadonlySet<string>): number {
  const chapters = readChapters(repositoryRoot);
  const catalog = readCatalog(repositoryRoot);
  if (!changed) rmSync(pagesFolder, { recursive: true, force: true });
  const recorded = new Set<string>();
  let pages = 0;

  /** Whether a page shows more than its text: what is recorded, or the code of a chapter in its README. */
  const isTouched = (page: string): boolean => {
    const [folder] = page.split("/");
    const files = [...(changed ?? [])].filter((file) => file.startsWith(`${folder}/`));
    return page.endsWith("/index.md")
      ? files.length > 0
      : files.some((file) => !file.startsWith(`${folder}/src/`));
  };

  /** `file` is where the text stands in the repository, or would. */
  function write(page: string, text: string, file: string): void {
    if (changed && texts.get(page) === text && !isTouched(page)) return;
    const context: RenderContext = {
      catalog,
      markdownFile: file,
      factsOf: (source) => {
        const header = readProgramHeader(source.text);
        return { title: header.title ?? source.id };
      },
    };
    const { text: filled, problems } = syncText(text, page, context);
    const say = (kinds: (kind: Problem["kind"]) => boolean) =>
      problems
        .filter(({ kind }) => kinds(kind))
        .map(({ id, message }) => `${page}: ${id}: ${message}`)
        .join("\n");
    // While a program is written, the README around it is behind; the page shows the program as it is.
    const isBehind = (kind: Problem["kind"]) => changed !== undefined && kind === "changed";
    const severe = say((kind) => kind !== "not-filled" && !isBehind(kind));
    if (severe !== "") throw new Error(severe);
    const behind = say(isBehind);
    if (behind !== "") console.warn(behind);
    const linked = linkForSite(filled, file, chapters);
    for (const each of linked.recorded) recorded.add(each);
    writeChanged(path.join(pagesFolder, page), `${withoutComments(linked.markdown).trimEnd()}\n`);
    texts.set(page, text);
    pages += 1;
  }

  for (const chapter of chapters) {
    write(`${chapter.folder}/index.md`, chapter.readme, chapter.readmeFile);
    for (const program of chapter.programs) {
      write(`${chapter.folder}/${program.name}.md`, programPage(program), chapter.readmeFile);
    }
  }
  const inChapters = path.join(repositoryRoot, "chapters/README.md");
  const inContent = path.join(siteFolder, "content/index.md");
  const content = (name: string) => readFileSync(path.join(siteFolder, "content", name), "utf8");
  write("questions.md", questionsPage(chapters), inChapters);
  write("python.md", pythonPage(content("python.md"), chapters), inChapters);
  const messages = JSON.parse(content("error-messages.json")) as ErrorMessage[];
  write("errors.md", errorsPage(messages, chapters), inChapters);
  write("index.md", `${content("index.md").trimEnd()}\n\n${lessonList(chapters)}`, inContent);
  for (const page of ["teachers.md", "your-code.md"]) write(page, content(page), inContent);

  for (const each of recorded) {
    const source = path.join(repositoryRoot, each);
    if (!existsSync(source)) throw new Error(`There is no picture ${each}`);
    writeChanged(path.join(pagesFolder, "public", each), readFileSync(source, "utf8"));
  }
  writeChanged(path.join(pagesFolder, "public/run-timeline.js"), playerScript);
  writeChanged(path.join(pagesFolder, "site-map.json"), JSON.stringify(siteMap(chapters)));
  return pages;
}

/** A file that is as it should be is left alone, so that a page which somebody looks at is loaded again only when it changes. */
function writeChanged(file: string, text: string): void {
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** The chapters, each with the question that its README begins with. */
function lessonList(chapters: SiteChapter[]): string {
  return chapters
    .map(({ folder, number, title, programs }) => {
      const count = programs.length === 1 ? "one program" : `${programs.length} programs`;
      return `- [${number}: ${inline(title)}](../../../chapters/${folder}/README.md), ${count}`;
    })
    .join("\n");
}

function siteMap(chapters: SiteChapter[]): SiteMap {
  return {
    chapters: chapters.map(({ folder, number, title, programs }) => ({
      folder,
      text: `${number}: ${asHtml(title)}`,
      programs: programs.map(({ name, header }) => ({ name, text: asHtml(header.title) })),
    })),
  };
}

/** Markers of blocks mean something in the repository only. */
function withoutComments(markdown: string): string {
  return markdown.replaceAll(/^<!--(?: \/)?\s*snippet[\s\S]*?-->\n?|^<!-- \/snippet -->\n?/gm, "");
}

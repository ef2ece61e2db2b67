import path from "node:path";
import { fromMarkdown } from "mdast-util-from-markdown";
import { visit } from "unist-util-visit";
import type { SiteChapter } from "./chapters.ts";
import { runsOf } from "./recorded-runs.ts";
import { permalink, repositoryRoot } from "./repository.ts";

/** Where a link of a lesson leads on the site, and the files that the site has to carry for it. */
export interface LinkedText {
  markdown: string;
  /** Recorded pictures that the text shows and the runs that these play, as paths from the repository's root. */
  recorded: Set<string>;
}

/**
 * Returns a Markdown text of the repository with its links as they are on the site: a chapter's README is the chapter's page, a
 * program's file is the program's page, a recorded picture is played, and every other file is seen at the code host,
 * where there is one.
 *
 * @param file absolute path of the Markdown file, to which its links are relative
 */
export function linkForSite(markdown: string, file: string, chapters: SiteChapter[]): LinkedText {
  const recorded = new Set<string>();
  const edits: { start: number; end: number; text: string }[] = [];
  visit(fromMarkdown(markdown), (node) => {
    if (node.type !== "link" && node.type !== "image") return;
    if (/^[a-z][a-z0-9+.-]*:|^\/\/|^#/i.test(node.url)) return;
    const start = node.position?.start.offset;
    const end = node.position?.end.offset;
    if (start === undefined || end === undefined) return;
    const [target = "", anchor] = node.url.split("#");
    const inRepository = path
      .relative(repositoryRoot, path.resolve(path.dirname(file), decodeURI(target)))
      .split(path.sep)
      .join("/");
    if (node.type === "image") {
      const runs = runsOf(inRepository);
      for (const each of [inRepository, ...runs, ...runs.map(sourceOf)]) recorded.add(each);
      edits.push({ start, end, text: playable(inRepository, node.alt ?? "", runs) });
      return;
    }
    const page = pageOf(inRepository, chapters);
    const url = page === undefined ? permalink(inRepository) : page + (anchor ? `#${anchor}` : "");
    const text = markdown.slice(start, end);
    const label = /^\[([\s\S]*)\]\([^)]*\)$/.exec(text)?.[1] ?? text;
    edits.push({ start, end, text: url === undefined ? label : `[${label}](${url})` });
  });
  let linked = markdown;
  for (const { start, end, text } of edits.toSorted((a, b) => b.start - a.start)) {
    linked = linked.slice(0, start) + text + linked.slice(end);
  }
  return { markdown: linked, recorded };
}

/** Returns the page of the site that shows a file or folder of the repository; undefined if none does. */
function pageOf(file: string, chapters: SiteChapter[]): string | undefined {
  if (file === "README.md" || file === "") return "/";
  const [, folder, rest = ""] = /^chapters\/([^/]+)\/?(.*)$/.exec(file) ?? [];
  const chapter = chapters.find((each) => each.folder === folder);
  if (!chapter) return undefined;
  if (rest === "" || rest === "README.md") return `/${chapter.folder}/`;
  const program = chapter.programs.find((each) => each.path === file);
  return program && `/${chapter.folder}/${program.name}`;
}

/** The program whose run is recorded in a file. */
function sourceOf(run: string): string {
  return run.replace("/recorded/", "/src/").replace(/\.run\.json$/, ".ts");
}

/** A picture that plays where its run is recorded, and is a drawing where scripts do not run. */
function playable(file: string, alt: string, runs: string[]): string {
  const label = alt.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  const played = runs.map((run, index) => {
    const number = index === 0 ? "" : index + 1;
    return ` run${number}="/${run}" code${number}="/${sourceOf(run)}"`;
  });
  return `<RunPicture src="/${file}" alt="${label}"${played.join("")} />`;
}

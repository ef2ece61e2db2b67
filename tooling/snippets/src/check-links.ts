import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import GithubSlugger from "github-slugger";
import { fromMarkdown } from "mdast-util-from-markdown";
import { visit } from "unist-util-visit";

export interface BrokenLink {
  /** Line of the link, counting from 1. */
  line: number;
  url: string;
  message: string;
}

/**
 * Returns the links, anchors and images of a Markdown text that lead nowhere on this disk. Links to the web are not
 * followed: a lesson must not fail because another site is down.
 *
 * @param file absolute path of the Markdown file, to which relative links are relative
 */
export function checkLinks(markdown: string, file: string): BrokenLink[] {
  const broken: BrokenLink[] = [];
  visit(fromMarkdown(markdown), (node) => {
    if (node.type !== "link" && node.type !== "image" && node.type !== "definition") return;
    if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(node.url)) return;
    const message = explain(node.url, markdown, file);
    if (message) broken.push({ line: node.position?.start.line ?? 1, url: node.url, message });
  });
  return broken;
}

function explain(url: string, markdown: string, file: string): string | undefined {
  const [target = "", anchor] = url.split("#");
  const targetFile = target === "" ? file : path.resolve(path.dirname(file), decodeURI(target));
  if (target !== "" && !existsSync(targetFile)) return `there is no file ${target}`;
  if (anchor === undefined || anchor === "") return undefined;
  if (!targetFile.endsWith(".md")) return undefined;
  const text = target === "" ? markdown : readFileSync(targetFile, "utf8");
  return anchorsOf(text).has(anchor) ? undefined : `there is no heading for #${anchor}`;
}

/** Returns the anchors that code hosts make of a text's headings. */
function anchorsOf(markdown: string): Set<string> {
  const slugger = new GithubSlugger();
  const anchors = new Set<string>();
  visit(fromMarkdown(markdown), "heading", (heading) => {
    let text = "";
    visit(heading, (node) => {
      if (node.type === "text" || node.type === "inlineCode") text += node.value;
    });
    anchors.add(slugger.slug(text));
  });
  return anchors;
}

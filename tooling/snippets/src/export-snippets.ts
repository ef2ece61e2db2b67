import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { highlight } from "sugar-high";
import { recordedFile, type Catalog, type Source } from "./catalog.ts";
import { fence } from "./fence.ts";
import { listSnippets, type Snippet } from "./find-source.ts";
import { printedOutput } from "./recorded-output.ts";
import type { SourceFacts } from "./render-block.ts";
import { replaceFile } from "./replace-file.ts";

export const exportFormats = ["md", "html", "json", "ts"] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ExportContext {
  catalog: Catalog;
  factsOf: (source: Source) => SourceFacts;
  /** Returns where the lines can be seen on the web at the commit; undefined when that is not known. */
  permalinkOf: (source: Source, startLine: number, endLine: number) => string | undefined;
}

/** One snippet with everything that a lesson elsewhere may show of it. */
export interface ExportedSnippet {
  id: string;
  title: string;
  file: string;
  sha256: string;
  text: string;
  permalink: string | null;
  /** The program's output when it was recorded. */
  output: string | null;
  /** File name of the recorded picture, beside the export. */
  picture: string | null;
}

/**
 * Writes all regions of the catalog to `folder` and returns the paths of the files, in order.
 *
 * @throws the file system's error when the folder cannot be made or written
 */
export function exportSnippets(
  folder: string,
  format: ExportFormat,
  context: ExportContext,
): string[] {
  mkdirSync(folder, { recursive: true });
  const exported = listSnippets(context.catalog).map((snippet) => describe(snippet, context));
  const written: string[] = [];
  const write = (name: string, text: string) => {
    const file = path.join(folder, name);
    replaceFile(file, text);
    written.push(file);
  };

  if (format === "json") write("snippets.json", `${JSON.stringify(exported, null, 2)}\n`);
  for (const snippet of exported) {
    const stem = snippet.id.replaceAll(/[/#]/g, "-");
    if (format === "ts") write(`${stem}.ts`, toTypeScript(snippet));
    if (format === "md") write(`${stem}.md`, toMarkdown(snippet));
    if (format === "html") write(`${stem}.html`, toHtml(snippet));
  }
  if (format !== "ts") {
    for (const source of context.catalog.sources.values()) {
      const picture = recordedFile(source, "svg");
      if (source.regions.length === 0 || !existsSync(picture)) continue;
      const copy = path.join(folder, pictureName(source));
      copyFileSync(picture, copy);
      written.push(copy);
    }
  }
  return written;
}

function pictureName(source: Source): string {
  return `${source.id.replace("/", "-")}.svg`;
}

function describe(
  { id, source, region, text, sha256 }: Snippet,
  context: ExportContext,
): ExportedSnippet {
  const { title } = context.factsOf(source);
  const outputFile = recordedFile(source, "txt");
  return {
    id,
    title,
    file: source.path,
    sha256,
    text,
    permalink:
      (region && context.permalinkOf(source, region.startLine + 1, region.endLine - 1)) ?? null,
    output: existsSync(outputFile)
      ? printedOutput(readFileSync(outputFile, "utf8")).join("\n")
      : null,
    picture: existsSync(recordedFile(source, "svg")) ? pictureName(source) : null,
  };
}

function toTypeScript({ id, title, text, permalink }: ExportedSnippet): string {
  const link = permalink ? `// ${permalink}\n` : "";
  return `// ${title} (${id})\n${link}\n${text}\n`;
}

function toMarkdown({ id, title, text, permalink, output, picture }: ExportedSnippet): string {
  return [
    `**${title}** (${permalink ? `[${id}](${permalink})` : id})`,
    "",
    ...fence("ts", text),
    ...(output === null ? [] : ["", ...fence("text", output)]),
    ...(picture === null ? [] : ["", `![${title}](${picture})`]),
    "",
  ].join("\n");
}

const colors = `  :root { --sh-keyword: #0550ae; --sh-string: #0a5c36; --sh-comment: #6a737d; --sh-class: #8a3ffc;
    --sh-identifier: #1f2328; --sh-sign: #57606a; --sh-property: #1f2328; --sh-entity: #6f42c1; --sh-jsxliterals: #1f2328; }
  @media (prefers-color-scheme: dark) { :root { color-scheme: dark; --sh-keyword: #79c0ff; --sh-string: #7ee2b8;
    --sh-comment: #8b949e; --sh-class: #d2a8ff; --sh-identifier: #e6edf3; --sh-sign: #adbac7; --sh-property: #e6edf3;
    --sh-entity: #d2a8ff; --sh-jsxliterals: #e6edf3; } }`;

function toHtml({ id, title, text, permalink, output, picture }: ExportedSnippet): string {
  const name = permalink
    ? `<a href="${escapeHtml(permalink)}">${escapeHtml(id)}</a>`
    : escapeHtml(id);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escapeHtml(title)}</title>
<style>
${colors}
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 45rem; margin: 2rem auto; padding: 0 1rem; }
  pre { overflow-x: auto; } img { max-width: 100%; }
</style>
<h1>${escapeHtml(title)}</h1>
<p>${name}</p>
<pre><code>${highlight(text, { lang: "typescript" })}</code></pre>
${output === null ? "" : `<pre><samp>${escapeHtml(output)}</samp></pre>\n`}${picture === null ? "" : `<img src="${escapeHtml(picture)}" alt="${escapeHtml(title)}">\n`}</html>
`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { createTwoFilesPatch } from "diff";
import { recordedComparison, recordedFile, type Catalog, type Source } from "./catalog.ts";
import { fence } from "./fence.ts";
import { findSnippet, UnknownIdError } from "./find-source.ts";
import type { MarkdownBlock } from "./markdown-blocks.ts";
import { printedOutput } from "./recorded-output.ts";
import { withoutMarkers } from "./region.ts";

/** What a program's header says that blocks need. */
export interface SourceFacts {
  title: string;
}

export interface RenderContext {
  catalog: Catalog;
  factsOf: (source: Source) => SourceFacts;
  /** The Markdown file that the block stands in: links are relative to it. */
  markdownFile: string;
  /** Show copies of the recorded pictures, beside the Markdown file. What has a copy there keeps it. */
  copyPictures?: boolean;
}

/** A recorded picture, and the file that a lesson shows: itself, or its copy beside the lesson. */
export interface ShownPicture {
  recorded: string;
  shown: string;
}

/** What the block needs is not there, though its id is right. */
export class MissingRecordingError extends Error {
  override name = "MissingRecordingError";
}

/**
 * Returns the lines that belong between the markers of a block.
 *
 * @throws UnknownIdError, or MissingRecordingError when the program has not been recorded
 */
export function renderBlock(block: MarkdownBlock, context: RenderContext): string[] {
  const [first = "", second = ""] = block.operands;
  const { catalog } = context;
  const find = (id: string) => findSnippet(catalog, id, block.hash);
  switch (block.kind) {
    case "code":
      return fence("ts", find(first).text);
    case "output": {
      const { source } = find(first);
      const file = recordedFile(source, "txt");
      if (!existsSync(file)) throw notRecorded("output", block.operands);
      return fence("text", printedOutput(readFileSync(file, "utf8")).join("\n"));
    }
    case "picture": {
      const { recorded, shown } = pictureOf(block, context);
      if (!existsSync(recorded)) throw notRecorded("picture", block.operands);
      const titles = block.operands.map((id) => context.factsOf(find(id).source).title);
      return [imageOf(titles.join("; beside it: "), shown, context.markdownFile)];
    }
    case "diff":
      return fence("diff", diffOf(find(first).source, find(second).source));
    case "run": {
      // Refuses a program that does not exist, though the text does not depend on what is in it.
      find(first);
      return fence("sh", `pnpm lesson run ${block.operands.join(" ")}`);
    }
  }
}

/**
 * Returns which picture a block shows.
 *
 * @throws UnknownIdError
 */
export function pictureOf(block: MarkdownBlock, context: RenderContext): ShownPicture {
  const [first, second] = block.operands.map(
    (id) => findSnippet(context.catalog, id, block.hash).source,
  );
  if (!first) throw new UnknownIdError("a picture needs the name of a program");
  const recorded = second ? recordedComparison(first, second) : recordedFile(first, "svg");
  const copy = path.join(
    path.dirname(context.markdownFile),
    `${first.chapter.slice(0, 2)}-${path.basename(recorded)}`,
  );
  return { recorded, shown: context.copyPictures || existsSync(copy) ? copy : recorded };
}

function imageOf(title: string, file: string, markdownFile: string): string {
  const link = path.relative(path.dirname(markdownFile), file).replaceAll(path.sep, "/");
  return `![${title.replace(/[[\]\\]/g, String.raw`\$&`)}](${encodeURI(link)})`;
}

function notRecorded(what: "output" | "picture", ids: string[]): MissingRecordingError {
  return new MissingRecordingError(
    `${ids.join(" and ")} ${ids.length > 1 ? "have" : "has"} no recorded ${what}: run "pnpm lesson record ${ids.join(" ")}"`,
  );
}

/** Returns what differs between two programs, without their headers: the header says what each one is about. */
function diffOf(before: Source, after: Source): string {
  const patch = createTwoFilesPatch(
    path.basename(before.path),
    path.basename(after.path),
    `${withoutHeader(before.text)}\n`,
    `${withoutHeader(after.text)}\n`,
    undefined,
    undefined,
    { context: 2 },
  );
  const [head = "", ...hunks] = patch.split(/^@@.*@@.*\n/m);
  // Where lines are left out between two places, a reader must see it.
  return `${head.replace(/^=+\n/m, "")}${hunks.join("@@\n")}`.replaceAll(/ +$/gm, "").trimEnd();
}

function withoutHeader(text: string): string {
  return withoutMarkers(text.replace(/^\s*\/\*\*[\s\S]*?\*\/\s*/, ""));
}

import { copyFileSync, existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { readText } from "./read-text.ts";
import { findSnippet, UnknownIdError } from "./find-source.ts";
import { LocatedError } from "./located-error.ts";
import { findBlocks, type MarkdownBlock } from "./markdown-blocks.ts";
import { hashBlock } from "./fence.ts";
import {
  MissingRecordingError,
  pictureOf,
  renderBlock,
  type RenderContext,
  type ShownPicture,
} from "./render-block.ts";
import { replaceFile } from "./replace-file.ts";

export interface Problem {
  file: string;
  /** Line of the block's marker, counting from 1. */
  line: number;
  id: string;
  kind: "changed" | "edited" | "unknown" | "not-recorded" | "not-filled" | "malformed";
  message: string;
}

export interface SyncResult {
  /** The text with every block that could be rendered filled. */
  text: string;
  changed: boolean;
  problems: Problem[];
  /** Ids of the code that the file shows. */
  shown: string[];
  /** Recorded pictures that are missing beside the file, or other than they were when they were copied. */
  staleCopies: ShownPicture[];
}

/**
 * Fills the blocks of one Markdown file's text, and says what was wrong with each. What stands outside the blocks is
 * kept byte for byte.
 */
export function syncText(text: string, shownAs: string, context: RenderContext): SyncResult {
  let blocks: MarkdownBlock[];
  try {
    blocks = findBlocks(text, shownAs);
  } catch (error) {
    if (!(error instanceof LocatedError)) throw error;
    const problem: Problem = {
      file: shownAs,
      line: error.line,
      id: "",
      kind: "malformed",
      message: error.message.slice(`${error.file}:${error.line}: `.length),
    };
    return { text, changed: false, problems: [problem], shown: [], staleCopies: [] };
  }
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const problems: Problem[] = [];
  const shown: string[] = [];
  const staleCopies: ShownPicture[] = [];
  let result = "";
  let end = 0;

  for (const block of blocks) {
    const id = block.operands.join(" ");
    const problem = (kind: Problem["kind"], message: string) =>
      problems.push({ file: shownAs, line: block.line, id, kind, message });
    let lines: string[];
    try {
      lines = renderBlock(block, context);
      if (block.kind === "code") shown.push(id);
      // A diff shows what is in both.
      if (block.kind === "diff") shown.push(...block.operands);
      if (block.kind === "picture") {
        const picture = pictureOf(block, context);
        if (!isUpToDate(picture)) {
          staleCopies.push(picture);
          problem(
            "changed",
            `the copy ${path.basename(picture.shown)} is not the recorded picture`,
          );
        }
      }
    } catch (error) {
      if (error instanceof UnknownIdError) problem("unknown", error.message);
      else if (error instanceof MissingRecordingError) problem("not-recorded", error.message);
      else throw error;
      continue;
    }
    const hash = hashBlock(lines);
    const current = contentLines(text.slice(block.contentStart, block.contentEnd), block.indent);
    if (!sameLines(current, lines)) {
      const currentHash = hashBlock(current);
      if (block.hash === undefined) {
        problem("not-filled", `this block has not been filled: run "pnpm lesson snippets sync"`);
      } else if (!currentHash.startsWith(block.hash.slice(0, 8))) {
        problem(
          "edited",
          `this block was edited by hand: ${firstDifference(current, lines)}; edit ${whereFrom(block, context)} instead`,
        );
      } else {
        problem(
          "changed",
          `${whereFrom(block, context)} has changed: ${firstDifference(current, lines)}`,
        );
      }
    } else if (block.hash !== hash) {
      problem("changed", `the marker's hash is ${block.hash ?? "missing"}, the text's is ${hash}`);
    }
    const operands = [...(block.kind === "code" ? [] : [block.kind]), ...block.operands];
    result += text.slice(end, block.markerStart);
    result += `<!-- snippet ${operands.join(" ")} sha256:${hash} -->`;
    result += text.slice(block.markerEnd, block.contentStart);
    result += ["", ...lines, ""].map((line) => `${block.indent}${line}`.trimEnd() + eol).join("");
    end = block.contentEnd;
  }
  result += text.slice(end);
  return { text: result, changed: result !== text, problems, shown, staleCopies };
}

function isUpToDate({ recorded, shown }: ShownPicture): boolean {
  if (recorded === shown) return true;
  return existsSync(shown) && readFileSync(shown).equals(readFileSync(recorded));
}

/**
 * Fills the blocks of a Markdown file on the disk: written beside and renamed, or not at all. Copies the pictures that
 * the file has beside it.
 *
 * @throws LocatedError when the file is not UTF-8; the file system's error when it cannot be written
 */
export function syncFile(file: string, shownAs: string, context: RenderContext): SyncResult {
  const result = syncText(readText(file, shownAs), shownAs, context);
  for (const { recorded, shown } of result.staleCopies) copyFileSync(recorded, shown);
  if (result.changed) replaceFile(file, result.text);
  return result;
}

/** Returns the lines between two markers without the block's indent and the empty lines at both ends. */
function contentLines(content: string, indent: string): string[] {
  const lines = content.split(/\r?\n/).map((line) => {
    const stripped = line.startsWith(indent) ? line.slice(indent.length) : line;
    return stripped === indent.trimEnd() ? "" : stripped;
  });
  while (lines.at(-1) === "") lines.pop();
  while (lines[0] === "") lines.shift();
  return lines;
}

function sameLines(a: string[], b: string[]): boolean {
  return a.length === b.length && a.every((line, index) => line === b[index]);
}

function firstDifference(current: string[], wanted: string[]): string {
  const at = wanted.findIndex((line, index) => line !== current[index]);
  const index = at === -1 ? wanted.length : at;
  const show = (line: string | undefined) =>
    line === undefined ? "nothing" : JSON.stringify(line);
  return `line ${index + 1} of the block is ${show(current[index])} and should be ${show(wanted[index])}`;
}

function whereFrom(block: MarkdownBlock, { catalog }: RenderContext): string {
  const { source, region } = findSnippet(catalog, block.operands[0] ?? "", block.hash);
  if (block.kind === "output" || block.kind === "picture") return `the recording of ${source.id}`;
  return region ? `${source.path} region "${region.name}"` : source.path;
}

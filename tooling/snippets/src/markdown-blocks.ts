import { fromMarkdown } from "mdast-util-from-markdown";
import { visit } from "unist-util-visit";
import { LocatedError } from "./located-error.ts";

export const blockKinds = ["code", "output", "picture", "diff", "run"] as const;
export type BlockKind = (typeof blockKinds)[number];

/**
 * A marked block of a Markdown text:
 *
 *     <!-- snippet 06/gather#gather sha256:1f0c9ab2 -->
 *     …generated…
 *     <!-- /snippet -->
 *
 * A kind other than code stands before the id: `<!-- snippet output 06/gather -->`.
 */
export interface MarkdownBlock {
  kind: BlockKind;
  /** The ids or words after the kind. */
  operands: string[];
  /** Hash of the content as the tool left it; missing before the first sync. */
  hash?: string;
  /** Line of the opening marker, counting from 1. */
  line: number;
  /** Offsets of the opening marker's comment in the text. */
  markerStart: number;
  markerEnd: number;
  /** Offsets of the content: all lines between the two markers' lines. */
  contentStart: number;
  contentEnd: number;
  /** What stands before the marker on its line, and so belongs before each generated line. */
  indent: string;
}

const opening = /^<!--\s*snippet\s+(.*?)\s*-->$/s;
const closing = /^<!--\s*\/snippet\s*-->$/;
const hashWord = /^sha256:([0-9a-f]{8,64})$/;

/**
 * Returns the marked blocks of a Markdown text in order. Markers inside code (a fence that shows how markers are
 * written) are text, not markers: only the parser can tell.
 *
 * @throws LocatedError for a block that is never closed, one inside another, a close without a start, and a
 *   marker without an id
 */
export function findBlocks(markdown: string, file: string): MarkdownBlock[] {
  if (!markdown.includes("<!--")) return [];
  const blocks: MarkdownBlock[] = [];
  let open: { words: string[]; line: number; start: number; end: number } | undefined;

  visit(fromMarkdown(markdown), "html", (node) => {
    const start = node.position?.start.offset;
    const end = node.position?.end.offset;
    const line = node.position?.start.line;
    if (start === undefined || end === undefined || line === undefined) return;
    const words = opening.exec(node.value)?.[1]?.split(/\s+/);
    if (words) {
      if (open) {
        throw new LocatedError(
          file,
          line,
          `a snippet block starts inside the one of line ${open.line}: close that one first with <!-- /snippet -->`,
        );
      }
      open = { words, line, start, end };
    } else if (closing.test(node.value)) {
      if (!open) {
        throw new LocatedError(
          file,
          line,
          "<!-- /snippet --> closes nothing: no block is open here",
        );
      }
      blocks.push(toBlock(markdown, file, open, start));
      open = undefined;
    }
  });
  if (open) {
    throw new LocatedError(
      file,
      (open as { line: number }).line,
      "this snippet block is never closed: add <!-- /snippet --> on a line of its own after it",
    );
  }
  return blocks;
}

function toBlock(
  markdown: string,
  file: string,
  open: { words: string[]; line: number; start: number; end: number },
  closeStart: number,
): MarkdownBlock {
  const words = [...open.words];
  const hash = hashWord.exec(words.at(-1) ?? "")?.[1];
  if (hash) words.pop();
  const named = blockKinds.find((kind) => kind === words[0]);
  const operands = named ? words.slice(1) : words;
  if (operands.length === 0 || (named === "diff" && operands.length !== 2)) {
    throw new LocatedError(
      file,
      open.line,
      named === "diff"
        ? "a diff block needs two programs: <!-- snippet diff 06/one-by-one 06/gather -->"
        : "a snippet block needs an id: <!-- snippet 06/gather#gather -->",
    );
  }
  const lineStart = markdown.lastIndexOf("\n", open.start - 1) + 1;
  const contentStart = markdown.indexOf("\n", open.end) + 1;
  const contentEnd = markdown.lastIndexOf("\n", closeStart - 1) + 1;
  if (contentStart === 0 || contentEnd < contentStart) {
    throw new LocatedError(file, open.line, "the two markers of a snippet block need a line each");
  }
  // In a list item the marker may follow the bullet; the lines below it are indented to match.
  const indent = markdown.slice(lineStart, open.start).replace(/[^\s>]/g, " ");
  return {
    kind: named ?? "code",
    operands,
    ...(hash ? { hash } : {}),
    line: open.line,
    markerStart: open.start,
    markerEnd: open.end,
    contentStart,
    contentEnd,
    indent,
  };
}

import { fromMarkdown } from "mdast-util-from-markdown";
import { visit } from "unist-util-visit";

/** What a text may refer to. */
export interface KnownNames {
  /** Numbers of the chapters that there are: "06". */
  chapters: ReadonlySet<string>;
  /** Ids of the programs that there are: "06/gather". */
  programs: ReadonlySet<string>;
}

export interface TextProblem {
  /** Line of the text, counting from 1. */
  line: number;
  message: string;
}

const chapterNumbers =
  /\b(?:chapters?|lessons?)\s+(\d{1,2}(?:(?:\s*(?:,|–|-|and|or|to)\s*)\d{1,2})*)\b/gi;
const programId = /(?<![\w/.-])\d\d\/[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?![\w/*-])/g;

/** Returns which chapters and programs a plain text names that are not there. */
export function checkReferences(text: string, known: KnownNames): TextProblem[] {
  const problems: (TextProblem & { at: number })[] = [];
  const tell = (at: number, message: string) => {
    problems.push({ at, line: text.slice(0, at).split("\n").length, message });
  };
  for (const { 0: whole, 1: list = "", index } of text.matchAll(chapterNumbers)) {
    for (const { 0: number, index: at } of list.matchAll(/\d+/g)) {
      if (known.chapters.has(number.padStart(2, "0"))) continue;
      tell(index + whole.length - list.length + at, `there is no chapter ${number}`);
    }
  }
  for (const { 0: id, index } of text.matchAll(programId)) {
    if (!known.programs.has(id)) tell(index, `there is no program ${id}`);
  }
  return problems.toSorted((a, b) => a.at - b.at).map(({ line, message }) => ({ line, message }));
}

/** Returns the same of a Markdown text; of code only names of programs and commands are looked at. */
export function checkMarkdownReferences(markdown: string, known: KnownNames): TextProblem[] {
  const problems: TextProblem[] = [];
  visit(fromMarkdown(markdown), (node) => {
    if (node.type !== "text" && node.type !== "inlineCode" && node.type !== "code") return;
    if (node.type === "code" && node.lang !== "sh") return;
    const start = (node.position?.start.line ?? 1) + (node.type === "code" ? 1 : 0);
    // `pnpm lesson new` creates its program, so the commands after it may name it.
    const created = [...node.value.matchAll(/\blesson new (\S+)/g)].map(([, id = ""]) => id);
    const programs = new Set([...known.programs, ...created]);
    const text = node.value.replaceAll(/\blesson new .*/g, "");
    for (const { line, message } of checkReferences(text, { ...known, programs })) {
      problems.push({ line: start + line - 1, message });
    }
  });
  return problems;
}

import { declarationPattern, readHole, valuePattern, type Hole } from "./hole.ts";

/** A line of output: literal text, and holes whose values stand beside it, in order. */
export interface Line {
  pattern: Pattern;
  values: string[];
}

export type Pattern = readonly (string | Hole)[];

const declaredHole = new RegExp(String.raw`\{(${declarationPattern}|[a-z][\w-]*)\}`, "g");
const recordedHole = new RegExp(String.raw`\{([^{}]+?): (${declarationPattern})\}`, "g");
/** In a template: text that is kept as it was printed. */
const anyText = "…";

/** A hole in a template refers to one that is not there. */
export class TemplateError extends Error {
  override name = "TemplateError";
}

/**
 * Returns the lines of a header's `@output` as patterns.
 *
 * @throws TemplateError when a hole is neither declared nor named by another one
 */
export function readTemplates(templates: readonly string[]): Pattern[] {
  const named = new Map<string, Hole>();
  for (const template of templates) {
    for (const [, declaration = ""] of template.matchAll(declaredHole)) {
      const hole = readHole(declaration);
      if (hole?.name !== undefined) named.set(hole.name, hole);
    }
  }
  return templates.map((template) => {
    const pattern: (string | Hole)[] = [];
    let end = 0;
    for (const found of template.matchAll(declaredHole)) {
      const [whole, declaration = ""] = found;
      const hole = readHole(declaration) ?? named.get(declaration);
      if (!hole) {
        throw new TemplateError(
          `the header's "@output ${template}" has a hole ${whole} that says nothing of its value: write {${declaration} 3..8} or {${declaration} word}`,
        );
      }
      if (found.index > end) pattern.push(template.slice(end, found.index));
      pattern.push(hole);
      end = found.index + whole.length;
    }
    if (end < template.length) pattern.push(template.slice(end));
    return pattern;
  });
}

/** Returns a printed line as the template has it; undefined when the template is not about this line. */
export function applyTemplate(template: Pattern, printed: string): Line | undefined {
  const source = template.map((part) =>
    typeof part === "string"
      ? `(${part.split(anyText).map(escapePattern).join(".+?")})`
      : `(${valuePattern(part)})`,
  );
  const found = new RegExp(`^${source.join("")}$`).exec(printed);
  if (!found) return undefined;
  const parts = found.slice(1);
  return {
    pattern: template.map((part, index) =>
      typeof part === "string" ? (parts[index] ?? "") : part,
    ),
    values: parts.filter((_, index) => typeof template[index] !== "string"),
  };
}

/** Returns the values that a printed line has in the holes of a pattern; undefined when its text is another. */
export function matchPattern(pattern: Pattern, printed: string): string[] | undefined {
  const source = pattern.map((part) =>
    typeof part === "string" ? escapePattern(part) : `(${valuePattern(part)})`,
  );
  return new RegExp(`^${source.join("")}$`).exec(printed)?.slice(1);
}

/** Returns the line of a recorded file: "{4: ticks 3..8} ticks". */
export function formatLine({ pattern, values }: Line): string {
  return join(pattern, values, (hole, value) => `{${value}: ${hole.declaration}}`);
}

/** Returns the line as the program printed it. */
export function printedLine({ pattern, values }: Line): string {
  return join(pattern, values, (_, value) => value);
}

function join(
  pattern: Pattern,
  values: string[],
  show: (hole: Hole, value: string) => string,
): string {
  const waiting = values.values();
  return pattern
    .map((part) => (typeof part === "string" ? part : show(part, waiting.next().value ?? "")))
    .join("");
}

/** Returns the line that stands in a recorded file. */
export function parseRecordedLine(text: string): Line {
  const pattern: (string | Hole)[] = [];
  const values: string[] = [];
  let end = 0;
  for (const found of text.matchAll(recordedHole)) {
    const [whole, value = "", declaration = ""] = found;
    const hole = readHole(declaration);
    if (!hole || !matchPattern([hole], value)) continue;
    if (found.index > end) pattern.push(text.slice(end, found.index));
    pattern.push(hole);
    values.push(value);
    end = found.index + whole.length;
  }
  if (end < text.length || pattern.length === 0) pattern.push(text.slice(end));
  return { pattern, values };
}

/** Returns what follows the hole at `index` of a pattern: its unit, say. */
export function textAfter(pattern: Pattern, index: number): string {
  const next = pattern[index + 1];
  return typeof next === "string" ? next : "";
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}

/** A value that stands in markup as it is. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

type Part = string | number | Markup | readonly Part[] | undefined;

/**
 * A template for XML and HTML in which every value is escaped unless it is Markup itself, so that to forget
 * escaping is not possible. Lists are joined; undefined is nothing.
 */
export function markup(pieces: TemplateStringsArray, ...parts: Part[]): Markup {
  let text = pieces[0] ?? "";
  for (const [index, part] of parts.entries()) text += print(part) + (pieces[index + 1] ?? "");
  return new Markup(text);
}

function print(part: Part): string {
  if (part === undefined) return "";
  if (part instanceof Markup) return part.text;
  if (typeof part === "number") return String(Math.round(part * 1000) / 1000);
  if (typeof part === "string") return escape(part);
  return part.map(print).join("");
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? "");
}

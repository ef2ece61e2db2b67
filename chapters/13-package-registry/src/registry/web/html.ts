/** Markup that may stand in a page as it is. */
export class Html {
  readonly #markup: string;

  constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

type Value = Html | string | number | undefined | false | readonly Html[];

/**
 * A template whose values are text: what would be markup in them is escaped. Values that are `Html` themselves stay as they
 * are, lists are joined, and undefined and false are nothing. Attributes are written with double quotes around them.
 */
export function html(texts: TemplateStringsArray, ...values: Value[]): Html {
  const parts = texts.map((text, index) =>
    index < values.length ? text + toMarkup(values[index]) : text,
  );
  return new Html(parts.join(""));
}

function toMarkup(value: Value): string {
  if (value === undefined || value === false) return "";
  if (value instanceof Html) return value.toString();
  if (Array.isArray(value)) return value.join("");
  return String(value).replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? sign);
}

const escapes: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

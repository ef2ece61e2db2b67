import stringWidth from "string-width";

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * The text with everything made visible that would move a cursor, end a line, hide itself or
 * turn the reading direction: names come from programs and servers, and end up in terminals and files.
 */
export function makeVisible(text: string): string {
  // Nearly every name is harmless, and there may be a million.
  if (!needsCare.test(text)) return text;
  return (
    text
      // Half of a surrogate pair.
      .replaceAll(/\p{Surrogate}/gu, "\ufffd")
      // The pictures of control characters: ␀ for NUL, ␛ for ESC, ␡ for DEL.
      // oxlint-disable-next-line no-control-regex
      .replaceAll(/[\u0000-\u001f]/g, (c) => String.fromCodePoint(0x2400 + (c.codePointAt(0) ?? 0)))
      .replaceAll("\u007f", "\u2421")
      // C1 controls, invisible marks, line separators, embeddings and overrides of direction, and
      // what XML does not allow.
      .replaceAll(
        /[\u0080-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]/g,
        "\ufffd",
      )
  );
}

/** Anything but printable ASCII. */
const needsCare = /[^\u0020-\u007e]/;

/** How many columns of a terminal the text takes. */
export function widthOf(text: string): number {
  return stringWidth(text);
}

/** The text in exactly `columns` columns: cut with an ellipsis, or filled with spaces. */
export function fitText(
  text: string,
  columns: number,
  { ellipsis = "…", align = "left" }: { ellipsis?: string; align?: "left" | "right" } = {},
): string {
  const cut = cutText(text, columns, ellipsis);
  const space = " ".repeat(Math.max(0, columns - widthOf(cut)));
  return align === "left" ? cut + space : space + cut;
}

/** The text in at most `columns` columns, never through the middle of a character. */
export function cutText(text: string, columns: number, ellipsis = "…"): string {
  if (widthOf(text) <= columns) return text;
  let cut = "";
  let width = 0;
  const room = columns - widthOf(ellipsis);
  for (const { segment } of graphemes.segment(text)) {
    width += widthOf(segment);
    if (width > room) break;
    cut += segment;
  }
  return room < 0 ? "" : cut + ellipsis;
}

/** A sentence over as many lines of `columns` as it needs; a longer word is cut. */
export function wrapText(text: string, columns: number, ellipsis = "…"): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(last) + 1 + widthOf(word) <= columns) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(cutText(word, Math.floor(columns), ellipsis));
    }
  }
  return lines;
}

/** The text in ASCII alone: what has no counterpart becomes a question mark. */
export function toAscii(text: string): string {
  return text
    .replaceAll("…", "...")
    .replaceAll("×", "x")
    .replaceAll(/[–—]/g, "-")
    .replaceAll("≈", "~")
    .replaceAll("•", "*")
    .normalize("NFKD")
    .replaceAll(/\p{Mark}/gu, "")
    .replaceAll(/[^\u0020-\u007e]/gu, "?");
}

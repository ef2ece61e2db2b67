/** How a stretch of text looks. */
export interface Style {
  color?: number | "neutral";
  /** The color behind the text, with the text in black on it. */
  behind?: number | "neutral";
  dim?: boolean;
  bold?: boolean;
}

/**
 * Blue, gold, green, pink, sky, vermillion and olive among the 256 colors of a terminal: the ones that are best told
 * apart with the common kinds of color blindness, are seen on black and on white, and carry black letters.
 */
export const palette256 = [27, 178, 29, 169, 75, 166, 143] as const;
/** Without red beside green: blue, yellow, cyan, magenta, and their bright forms. */
const palette16 = [94, 93, 96, 95, 36, 33, 35] as const;
const neutral256 = 246;

/** Puts a style around text, for a terminal with so many colors. */
export function ink(text: string, style: Style, colors: 0 | 16 | 256): string {
  if (colors === 0 || text === "") return text;
  const codes: (number | string)[] = [];
  if (style.bold) codes.push(1);
  if (style.dim) codes.push(2);
  if (style.behind !== undefined) {
    codes.push(...background(style.behind, colors));
  } else if (style.color !== undefined) {
    codes.push(foreground(style.color, colors));
  }
  return codes.length === 0 ? text : `\u001b[${codes.join(";")}m${text}\u001b[0m`;
}

function foreground(color: number | "neutral", colors: 16 | 256): number | string {
  if (colors === 256) return `38;5;${code256(color)}`;
  // The terminal's own color: its grays may be invisible on its background.
  return color === "neutral" ? 39 : (palette16[color % palette16.length] ?? 39);
}

function background(color: number | "neutral", colors: 16 | 256): (number | string)[] {
  // Black on the color.
  if (colors === 256) return ["38;5;16", `48;5;${code256(color)}`];
  if (color === "neutral") return [7];
  // Background codes lie ten above foreground codes.
  return [30, (palette16[color % palette16.length] ?? 37) + 10];
}

function code256(color: number | "neutral"): number {
  return color === "neutral" ? neutral256 : (palette256[color % palette256.length] ?? neutral256);
}

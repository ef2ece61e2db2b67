/** How a stretch of text looks. */
export interface Style {
  colour?: number | "neutral";
  /** The colour behind the text, with the text in black on it. */
  behind?: number | "neutral";
  dim?: boolean;
  bold?: boolean;
}

/**
 * Blue, gold, green, pink, sky, vermillion and olive among the 256 colours of a terminal: the ones that are best told
 * apart with the common kinds of colour blindness, are seen on black and on white, and carry black letters.
 */
export const palette256 = [27, 178, 29, 169, 75, 166, 143] as const;
/** Without red beside green: blue, yellow, cyan, magenta, and their bright forms. */
const palette16 = [94, 93, 96, 95, 36, 33, 35] as const;
const neutral256 = 246;

/** Puts a style around text, for a terminal with so many colours. */
export function ink(text: string, style: Style, colours: 0 | 16 | 256): string {
  if (colours === 0 || text === "") return text;
  const codes: (number | string)[] = [];
  if (style.bold) codes.push(1);
  if (style.dim) codes.push(2);
  if (style.behind !== undefined) {
    codes.push(...background(style.behind, colours));
  } else if (style.colour !== undefined) {
    codes.push(foreground(style.colour, colours));
  }
  return codes.length === 0 ? text : `\u001b[${codes.join(";")}m${text}\u001b[0m`;
}

function foreground(colour: number | "neutral", colours: 16 | 256): number | string {
  if (colours === 256) return `38;5;${code256(colour)}`;
  // The terminal's own colour: its greys may be invisible on its background.
  return colour === "neutral" ? 39 : (palette16[colour % palette16.length] ?? 39);
}

function background(colour: number | "neutral", colours: 16 | 256): (number | string)[] {
  // Black on the colour.
  if (colours === 256) return ["38;5;16", `48;5;${code256(colour)}`];
  if (colour === "neutral") return [7];
  // Background codes lie ten above foreground codes.
  return [30, (palette16[colour % palette16.length] ?? 37) + 10];
}

function code256(colour: number | "neutral"): number {
  return colour === "neutral" ? neutral256 : (palette256[colour % palette256.length] ?? neutral256);
}

/** How a stretch of text looks. */
export interface Style {
  colour?: number;
  /** The colour behind the text, with the text in black on it. */
  behind?: number | "neutral";
  dim?: boolean;
  bold?: boolean;
}

/**
 * Blue, orange, green, purple, sky, vermillion, yellow of Okabe and Ito, as near as the 256 colours of a
 * terminal come: told apart with the common kinds of colour blindness, and light enough for black letters.
 */
const palette256 = [39, 214, 36, 175, 117, 202, 227] as const;
/** Without red beside green: blue, yellow, cyan, magenta, and their bright forms. */
const palette16 = [94, 93, 96, 95, 36, 33, 35] as const;
const neutral256 = 250;

/** Puts a style around text, for a terminal with so many colours. */
export function ink(text: string, style: Style, colours: 0 | 16 | 256): string {
  if (colours === 0 || text === "") return text;
  const codes: (number | string)[] = [];
  if (style.bold) codes.push(1);
  if (style.dim) codes.push(2);
  if (style.behind !== undefined) {
    codes.push(colours === 256 ? "38;5;16" : 30, background(style.behind, colours));
  } else if (style.colour !== undefined) {
    codes.push(foreground(style.colour, colours));
  }
  return codes.length === 0 ? text : `\u001b[${codes.join(";")}m${text}\u001b[0m`;
}

function foreground(colour: number, colours: 16 | 256): number | string {
  return colours === 256
    ? `38;5;${palette256[colour % palette256.length] ?? neutral256}`
    : (palette16[colour % palette16.length] ?? 37);
}

function background(colour: number | "neutral", colours: 16 | 256): number | string {
  if (colours === 256) {
    const code =
      colour === "neutral" ? neutral256 : (palette256[colour % palette256.length] ?? neutral256);
    return `48;5;${code}`;
  }
  // Background codes lie ten above foreground codes.
  return colour === "neutral" ? 47 : (palette16[colour % palette16.length] ?? 37) + 10;
}

/** The colors of a drawn picture, on a light and on a dark page. */
export interface Palette {
  page: string;
  ink: string;
  /** Second words: durations, axis. */
  faint: string;
  line: string;
  band: string;
  /** JavaScript that handles no operation. */
  own: string;
  failed: string;
  operations: readonly string[];
}

/**
 * Blue, gold, green, pink, sky, brown and olive, after Okabe and Ito's, moved apart until any two can be told
 * apart with protanopia, deuteranopia and tritanopia, each visible on its page and good for a letter
 * upon it: see the test. The letters say the same without any color.
 */
export const lightPalette: Palette = {
  page: "#ffffff",
  ink: "#1b1f24",
  faint: "#5b6470",
  line: "#d5dae1",
  band: "#f3f5f8",
  own: "#59626e",
  failed: "#b3140b",
  operations: ["#12599d", "#b88f00", "#00ab56", "#d5568d", "#5886f9", "#73271c", "#736505"],
};

/** The same for a dark page. */
export const darkPalette: Palette = {
  page: "#0f1419",
  ink: "#e6edf3",
  faint: "#9aa5b1",
  line: "#2d3640",
  band: "#171e26",
  own: "#a3adb8",
  failed: "#ff8a80",
  operations: ["#5b85ff", "#dc9400", "#02cd90", "#c07fc7", "#c1ebf8", "#d65340", "#f2ea3a"],
};

/** Relative luminance of an sRGB color "#rrggbb", from 0 to 1: WCAG 2.2, "relative luminance". */
export function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((index) => {
    const channel = Number.parseInt(color.slice(index, index + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast ratio of two colors, from 1 to 21: WCAG 2.2, "contrast ratio". */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Black or white: whichever is easier to read on `color`. */
export function letterColorOn(color: string): string {
  return contrast(color, "#ffffff") >= contrast(color, "#111111") ? "#ffffff" : "#111111";
}

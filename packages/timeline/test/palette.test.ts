import { describe, expect, test } from "vitest";
import { contrast, darkPalette, letterColorOn, lightPalette } from "../src/picture/palette.ts";
import { palette256 } from "../src/terminal/ink.ts";

/**
 * How colors look with each kind of color blindness, on linear RGB: Machado, Oliveira and Fernandes, "A
 * Physiologically-based Model for Simulation of Color Vision Deficiency" (2009), severity 1.
 */
const visions = {
  normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [
    0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998,
  ],
  deuteranopia: [
    0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881,
  ],
  tritanopia: [
    1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039,
  ],
};

function toLinear(color: string): number[] {
  return [1, 3, 5].map((index) => {
    const channel = Number.parseInt(color.slice(index, index + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
}

function multiply(matrix: readonly number[], vector: readonly number[]): number[] {
  return [0, 3, 6].map((row) =>
    vector.reduce((sum, value, column) => sum + value * (matrix[row + column] ?? 0), 0),
  );
}

/** CIE L*a*b* of linear sRGB, white point D65. */
function toLab(linear: readonly number[]): number[] {
  const xyz = multiply(
    [
      0.4124564, 0.3575761, 0.1804375, 0.2126729, 0.7151522, 0.072175, 0.0193339, 0.119192,
      0.9503041,
    ],
    linear,
  );
  const [x = 0, y = 0, z = 0] = xyz.map((value, index) => {
    const share = value / ([0.95047, 1, 1.08883][index] ?? 1);
    return share > 0.008856 ? Math.cbrt(share) : 7.787 * share + 16 / 116;
  });
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** The two colors that are hardest to tell apart, as a distance in L*a*b*; about 2 can just be seen. */
function closest(colors: readonly string[], vision: readonly number[]): number {
  const seen = colors.map((color) =>
    toLab(multiply(vision, toLinear(color)).map((value) => Math.min(1, Math.max(0, value)))),
  );
  let least = Infinity;
  for (const [index, one] of seen.entries()) {
    for (const other of seen.slice(index + 1)) {
      least = Math.min(least, Math.hypot(...one.map((value, axis) => value - (other[axis] ?? 0))));
    }
  }
  return least;
}

/** The fixed colors 16 to 231 of terminals: a cube of six steps. */
function color256(code: number): string {
  const steps = [0, 95, 135, 175, 215, 255];
  const place = code - 16;
  const channels = [Math.floor(place / 36), Math.floor(place / 6) % 6, place % 6];
  return `#${channels.map((step) => (steps[step] ?? 0).toString(16).padStart(2, "0")).join("")}`;
}

const terminal = palette256.map(color256);

describe.each([
  ["light", lightPalette],
  ["dark", darkPalette],
])("the %s palette", (_name, palette) => {
  test.each(Object.entries(visions))("has colors that can be told apart: %s", (_vision, matrix) => {
    expect(closest(palette.operations, matrix)).toBeGreaterThan(20);
  });

  // WCAG 2.2: 1.4.11 asks for 3 where shapes are to be seen, 1.4.3 for 4.5 where text is to be read.
  test("is seen on its page, and its letters can be read", () => {
    for (const color of [...palette.operations, palette.own, palette.failed]) {
      expect(contrast(color, palette.page)).toBeGreaterThanOrEqual(2.95);
      expect(contrast(color, palette.band)).toBeGreaterThanOrEqual(2.7);
    }
    for (const color of palette.operations) {
      expect(contrast(color, letterColorOn(color))).toBeGreaterThanOrEqual(4.5);
    }
    for (const text of [palette.ink, palette.faint]) {
      expect(contrast(text, palette.page)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(text, palette.band)).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(palette.page, palette.own)).toBeGreaterThanOrEqual(4.5);
  });
});

describe("the colors of the terminal", () => {
  test.each(Object.entries(visions))("can be told apart: %s", (_vision, matrix) => {
    expect(closest(terminal, matrix)).toBeGreaterThan(15);
  });

  test("carry black letters, and are seen on black and on white", () => {
    for (const color of terminal) {
      expect(contrast(color, "#000000")).toBeGreaterThanOrEqual(4);
      expect(contrast(color, "#ffffff")).toBeGreaterThanOrEqual(2);
    }
  });
});

import { describe, expect, test } from "vitest";
import { detectAbilities } from "../src/index.ts";

const terminal = { isTTY: true, columns: 120, getColorDepth: () => 24 };
const utf8 = { LANG: "en_US.UTF-8" };

describe("what a terminal can show", () => {
  test("is all of it on a modern one", () => {
    expect(detectAbilities(terminal, utf8, "linux")).toEqual({
      columns: 120,
      colors: 256,
      unicode: true,
    });
  });

  test("is 80 columns without color when output goes to a file", () => {
    expect(detectAbilities({}, utf8, "linux")).toEqual({ columns: 80, colors: 0, unicode: true });
  });

  test.each([
    [{ COLUMNS: "132" }, 132],
    [{ COLUMNS: "many" }, 80],
    [{ COLUMNS: "-1" }, 80],
    [{}, 80],
  ])("a file is as wide as COLUMNS says: %j", (env, columns) => {
    expect(detectAbilities({}, { ...env }, "linux").columns).toBe(columns);
  });

  test.each([
    [{ NO_COLOR: "1" }, 0],
    [{ NO_COLOR: "" }, 256],
    [{ NO_COLOR: "1", FORCE_COLOR: "3" }, 0],
    [{ FORCE_COLOR: "0" }, 0],
    [{ FORCE_COLOR: "1" }, 16],
    [{ FORCE_COLOR: "3" }, 256],
    [{ TERM: "dumb" }, 0],
  ])("colors obey %j", (env, colors) => {
    expect(detectAbilities(terminal, { ...env }, "linux").colors).toBe(colors);
  });

  test("colors can be forced upon a file", () => {
    expect(detectAbilities({}, { FORCE_COLOR: "1" }, "linux").colors).toBe(16);
  });

  test.each([
    [4, 16],
    [1, 0],
  ])("a terminal of %s bits has %s colors", (depth, colors) => {
    const old = { ...terminal, getColorDepth: () => depth };

    expect(detectAbilities(old, {}, "linux").colors).toBe(colors);
  });

  test.each([
    [{ LANG: "de_DE.utf8" }, "linux", true],
    [{ LANG: "C" }, "linux", false],
    [{}, "linux", false],
    [{ LC_ALL: "C", LANG: "en_US.UTF-8" }, "linux", false],
    [{ LC_ALL: "", LC_CTYPE: "C.UTF-8", LANG: "C" }, "linux", true],
    [{}, "darwin", true],
    [{ LC_ALL: "C" }, "darwin", false],
    [{}, "win32", false],
    [{ WT_SESSION: "1" }, "win32", true],
    [{ TERM_PROGRAM: "vscode" }, "win32", true],
  ] as const)("UTF-8 is known from %j on %s: %s", (env, platform, unicode) => {
    expect(detectAbilities(terminal, { ...env }, platform).unicode).toBe(unicode);
  });
});

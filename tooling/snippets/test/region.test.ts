import { describe, expect, it } from "vitest";
import { LocatedError, parseRegions, withoutMarkers } from "../src/index.ts";

function messageOf(source: string): string {
  try {
    parseRegions(source, "src/a.ts");
  } catch (error) {
    expect(error).toBeInstanceOf(LocatedError);
    return error instanceof Error ? error.message : "";
  }
  return "no error";
}

describe("parseRegions", () => {
  it("returns the lines between the markers, dedented and without empty lines at the ends", () => {
    const source = [
      "const a = 1;",
      "if (a) {",
      "  // #region inner",
      "",
      "  for (;;) {",
      "    work();",
      "",
      "  }",
      "  // #endregion",
      "}",
    ].join("\n");

    expect(parseRegions(source, "src/a.ts")).toEqual([
      { name: "inner", startLine: 3, endLine: 9, text: "for (;;) {\n  work();\n\n}" },
    ]);
  });

  it("gives the same text for CRLF as for LF", () => {
    const source = "// #region a\nx();\ny();\n// #endregion\n";

    expect(parseRegions(source.replaceAll("\n", "\r\n"), "a.ts")).toEqual(
      parseRegions(source, "a.ts"),
    );
  });

  it.each([
    ["// #region a\nx();\n", 'src/a.ts:1: region "a" is never closed'],
    [
      "// #region a\n// #region b\n// #endregion\n// #endregion",
      'src/a.ts:2: region "b" starts inside region "a" (line 1)',
    ],
    [
      "// #region a\nx\n// #endregion\n// #region a\ny\n// #endregion",
      'src/a.ts:4: region "a" stands here a second time (first on line 1)',
    ],
    ["x();\n// #endregion", "src/a.ts:2: #endregion closes nothing"],
    [
      "// #region Two Words\nx\n// #endregion",
      'src/a.ts:1: cannot use "Two Words" as a region\'s name',
    ],
    ["// #region a\n\n// #endregion", 'src/a.ts:1: region "a" is empty'],
  ])("refuses %j with file and line", (source, message) => {
    expect(messageOf(source)).toContain(message);
  });
});

it("shows a whole program without its markers", () => {
  expect(withoutMarkers("a();\n// #region x\nb();\n// #endregion\nc();\n")).toBe(
    "a();\nb();\nc();",
  );
});

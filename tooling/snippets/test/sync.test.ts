import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readCatalog, syncFile, syncText, type RenderContext } from "../src/index.ts";

const gather = `/**
 * @title Ask for everything
 */
import { a } from "a";

// #region gather
const found = await Promise.all(names.map(find));
// #endregion
`;
const oneByOne = gather.replace("await Promise.all(names.map(find))", "await oneByOne(names)");

let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "snippets "));
  write("chapters/06-gather/src/gather.ts", gather);
  write("chapters/06-gather/src/one-by-one.ts", oneByOne);
  write(
    "chapters/06-gather/recorded/gather.txt",
    "10 packages in {55: duration} ms\n{4: 3..8} ticks\n",
  );
  write("chapters/06-gather/recorded/gather.svg", "<svg/>");
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(name: string, text: string): string {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

function context(): RenderContext {
  return {
    catalog: readCatalog(root),
    factsOf: () => ({ title: "Ask for [everything]" }),
    markdownFile: path.join(root, "chapters/06-gather/README.md"),
  };
}

const sync = (text: string) => syncText(text, "README.md", context());

describe("blocks", () => {
  it("fills code, output, picture, diff and command, each with its hash in the marker", () => {
    const kinds = [
      "06/gather#gather",
      "output 06/gather",
      "picture 06/gather",
      "diff 06/one-by-one 06/gather",
      "run 06/gather",
    ];

    const { text } = sync(
      kinds.map((kind) => `<!-- snippet ${kind} -->\n<!-- /snippet -->\n`).join("\n"),
    );

    expect(text.replaceAll(/sha256:[0-9a-f]{8}/g, "sha256:#"))
      .toBe(`<!-- snippet 06/gather#gather sha256:# -->

\`\`\`ts
const found = await Promise.all(names.map(find));
\`\`\`

<!-- /snippet -->

<!-- snippet output 06/gather sha256:# -->

\`\`\`text
10 packages in 55 ms
4 ticks
\`\`\`

<!-- /snippet -->

<!-- snippet picture 06/gather sha256:# -->

![Ask for \\[everything\\]](recorded/gather.svg)

<!-- /snippet -->

<!-- snippet diff 06/one-by-one 06/gather sha256:# -->

\`\`\`diff
--- one-by-one.ts
+++ gather.ts
 import { a } from "a";

-const found = await oneByOne(names);
+const found = await Promise.all(names.map(find));
\`\`\`

<!-- /snippet -->

<!-- snippet run 06/gather sha256:# -->

\`\`\`sh
pnpm lesson run 06/gather
\`\`\`

<!-- /snippet -->
`);
  });

  it("shows in a difference where lines are left out between two places", () => {
    const lines = (first: string, last: string): string =>
      `${first}bcdefghijk${last}`
        .split("")
        .map((line) => `${line}();`)
        .join("\n");
    write("chapters/06-gather/src/one-by-one.ts", lines("a", "z"));
    write("chapters/06-gather/src/gather.ts", lines("A", "Z"));

    const { text } = sync("<!-- snippet diff 06/one-by-one 06/gather -->\n<!-- /snippet -->\n");

    expect(/```diff\n([\s\S]*)\n```/.exec(text)?.[1]?.split("\n")).toEqual([
      "--- one-by-one.ts",
      "+++ gather.ts",
      "-a();",
      "+A();",
      " b();",
      " c();",
      "@@",
      " j();",
      " k();",
      "-z();",
      "+Z();",
    ]);
  });

  it("changes nothing the second time", () => {
    const first = sync("<!-- snippet 06/gather#gather -->\n<!-- /snippet -->\n");

    expect(sync(first.text)).toEqual({
      text: first.text,
      changed: false,
      problems: [],
      shown: ["06/gather#gather"],
      staleCopies: [],
    });
  });

  it("keeps everything outside byte for byte: CRLF, lists, quotes, nested fences, trailing blanks", () => {
    const before =
      "# Title  \r\n\r\n- item\r\n\r\n  <!-- snippet 06/gather#gather -->\r\n  <!-- /snippet -->\r\n\r\n> quote\r\n>\r\n> <!-- snippet run 06/gather -->\r\n> <!-- /snippet -->\r\n\r\n";
    const after =
      "````md\r\n<!-- snippet 06/nowhere -->\r\n```ts\r\n```\r\n````\r\n\ttab  \r\nno newline at the end";

    const { text, problems } = sync(before + after);

    expect(problems.map(({ kind }) => kind)).toEqual(["not-filled", "not-filled"]);
    expect(text.endsWith(after)).toBe(true);
    expect(text.split("\r\n").some((line) => line.includes("\n"))).toBe(false);
    expect(text).toContain(
      "\r\n  ```ts\r\n  const found = await Promise.all(names.map(find));\r\n  ```\r\n\r\n  <!-- /snippet -->\r\n",
    );
    expect(text).toContain(
      "\r\n> ```sh\r\n> pnpm lesson run 06/gather\r\n> ```\r\n>\r\n> <!-- /snippet -->\r\n",
    );
    expect(sync(text)).toMatchObject({ changed: false, problems: [] });
  });
});

it("shows two programs on one time axis", () => {
  write("chapters/06-gather/recorded/one-by-one--gather.svg", "<svg/>");

  const { text, problems } = sync(
    "<!-- snippet picture 06/one-by-one 06/gather -->\n<!-- /snippet -->\n" +
      "<!-- snippet picture 06/gather 06/one-by-one -->\n<!-- /snippet -->\n",
  );

  expect(text).toContain("](recorded/one-by-one--gather.svg)");
  expect(problems).toMatchObject([
    { kind: "not-filled" },
    {
      kind: "not-recorded",
      message:
        '06/gather and 06/one-by-one have no recorded picture: run "pnpm lesson record 06/gather 06/one-by-one"',
    },
  ]);
});

describe("problems", () => {
  const filled = () => sync("Text.\n\n<!-- snippet 06/gather#gather -->\n<!-- /snippet -->\n").text;

  it("tells a changed source from a block that was edited by hand", () => {
    const text = filled();

    const edited = sync(text.replace("names.map", "many.map")).problems;
    write("chapters/06-gather/src/gather.ts", gather.replace("names.map", "all.map"));
    const changed = sync(text).problems;

    expect(edited).toMatchObject([
      { file: "README.md", line: 3, id: "06/gather#gather", kind: "edited" },
    ]);
    expect(edited[0]?.message).toContain(
      'is "const found = await Promise.all(many.map(find));" and should be "const found = await Promise.all(names.map(find));"',
    );
    expect(changed).toMatchObject([
      { file: "README.md", line: 3, id: "06/gather#gather", kind: "changed" },
    ]);
    expect(changed[0]?.message).toContain(
      'chapters/06-gather/src/gather.ts region "gather" has changed',
    );
  });

  it("does not mind lines that are added above a region", () => {
    const text = filled();

    write("chapters/06-gather/src/gather.ts", `// one\n// two\n${gather}`);

    expect(sync(text)).toMatchObject({ changed: false, problems: [] });
  });

  it("says where the text of an unknown id is now, and which names are near", () => {
    const text = filled();

    write("chapters/06-gather/src/gather.ts", gather.replace("#region gather", "#region all"));
    const renamed = sync(text).problems;
    cpSync(path.join(root, "chapters/06-gather"), path.join(root, "chapters/07-other"), {
      recursive: true,
    });
    rmSync(path.join(root, "chapters/06-gather"), { recursive: true });
    const moved = sync("<!-- snippet 06/gather -->\n<!-- /snippet -->\n").problems;

    expect(renamed).toMatchObject([
      {
        kind: "unknown",
        line: 3,
        message: "there is no 06/gather#gather anymore: it is 06/gather#all now (the same text)",
      },
    ]);
    expect(moved).toMatchObject([
      { kind: "unknown", message: "there is no program 06/gather: did it move to 07/gather?" },
    ]);
  });

  it("names the program that has not been recorded", () => {
    const { problems } = sync("<!-- snippet output 06/one-by-one -->\n<!-- /snippet -->\n");

    expect(problems).toMatchObject([
      {
        kind: "not-recorded",
        message: '06/one-by-one has no recorded output: run "pnpm lesson record 06/one-by-one"',
      },
    ]);
  });

  it.each([
    ["a\n\n<!-- snippet 06/gather -->\n", 3, "never closed"],
    [
      "<!-- snippet 06/gather -->\n\n<!-- snippet 06/gather -->\n<!-- /snippet -->\n",
      3,
      "starts inside the one of line 1",
    ],
    ["x\n\n<!-- /snippet -->\n", 3, "closes nothing"],
    ["<!-- snippet diff 06/gather -->\n<!-- /snippet -->\n", 1, "needs two programs"],
  ])("refuses %j with its line and changes nothing", (text, line, message) => {
    const result = sync(text);

    expect(result).toMatchObject({ text, changed: false, problems: [{ kind: "malformed", line }] });
    expect(result.problems[0]?.message).toContain(message);
  });
});

describe("files", () => {
  it("leaves a read-only file as it was, and nothing beside it", () => {
    const text = "<!-- snippet 06/gather#gather -->\n<!-- /snippet -->\n";
    const file = write("docs/README.md", text);
    chmodSync(file, 0o444);

    expect(() => syncFile(file, "docs/README.md", context())).toThrow(/EACCES|EPERM/);

    expect(readFileSync(file, "utf8")).toBe(text);
    expect(readdirSync(path.dirname(file))).toEqual(["README.md"]);
    chmodSync(file, 0o644);
  });

  it("names the line of a byte that is not UTF-8", () => {
    const file = path.join(root, "latin1.md");
    writeFileSync(file, Buffer.from("one\ntwo \xe9\n", "latin1"));

    expect(() => syncFile(file, "latin1.md", context())).toThrow(
      "latin1.md:2: this file is not UTF-8",
    );
  });
});

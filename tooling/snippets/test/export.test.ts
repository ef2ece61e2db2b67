import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import {
  checkLinks,
  exportSnippets,
  findShellCommands,
  hashText,
  highlightWith,
  readCatalog,
} from "../src/index.ts";

let root: string;
const region = "const text = `<${name}> & co`;";

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "export "));
  const chapter = path.join(root, "chapters", "06-gather");
  mkdirSync(path.join(chapter, "src"), { recursive: true });
  mkdirSync(path.join(chapter, "recorded"));
  writeFileSync(
    path.join(chapter, "src", "gather.ts"),
    `// #region gather\n${region}\n// #endregion\n`,
  );
  writeFileSync(path.join(chapter, "recorded", "gather.txt"), "<b> in {55: duration} ms\n");
  writeFileSync(path.join(chapter, "recorded", "gather.svg"), "<svg/>");
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function exportAs(format: "md" | "html" | "json" | "ts") {
  const folder = path.join(root, "out");
  exportSnippets(folder, format, {
    catalog: readCatalog(root),
    factsOf: () => ({ title: "All & <at once>" }),
    permalinkOf: (source, start, end) =>
      `https://example.org/blob/abc/${source.path}#L${start}-L${end}`,
  });
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), "utf8")]),
  );
}

it("exports JSON with everything that a lesson may show", () => {
  const files = exportAs("json");

  expect(Object.keys(files)).toEqual(["06-gather.svg", "snippets.json"]);
  expect(JSON.parse(files["snippets.json"] ?? "")).toEqual([
    {
      id: "06/gather#gather",
      title: "All & <at once>",
      file: "chapters/06-gather/src/gather.ts",
      sha256: hashText(region),
      text: region,
      permalink: "https://example.org/blob/abc/chapters/06-gather/src/gather.ts#L2-L2",
      output: "<b> in 55 ms",
      picture: "06-gather.svg",
    },
  ]);
});

it("exports TypeScript that is the region and says where it is from", () => {
  expect(exportAs("ts")).toEqual({
    "06-gather-gather.ts": `// All & <at once> (06/gather#gather)\n// https://example.org/blob/abc/chapters/06-gather/src/gather.ts#L2-L2\n\n${region}\n`,
  });
});

it("exports Markdown with code, output and picture", () => {
  expect(exportAs("md")["06-gather-gather.md"]).toBe(
    `**All & <at once>** ([06/gather#gather](https://example.org/blob/abc/chapters/06-gather/src/gather.ts#L2-L2))\n\n\`\`\`\`ts\n`.replace(
      "````",
      "```",
    ) +
      `${region}\n\`\`\`\n\n\`\`\`text\n<b> in 55 ms\n\`\`\`\n\n![All & <at once>](06-gather.svg)\n`,
  );
});

it("exports HTML into which nothing can inject markup", () => {
  const html = exportAs("html")["06-gather-gather.html"] ?? "";

  expect(html).toContain("<h1>All &amp; &lt;at once&gt;</h1>");
  expect(html).toContain("<samp>&lt;b&gt; in 55 ms</samp>");
  expect(html).not.toContain("<b>");
  expect(html).not.toContain("<script");
});

it("highlights without changing the text", () => {
  const code = `const a: string = await b(); // why\nreturn \`\${a}\`;`;

  expect(highlightWith(code, (_type, text) => text)).toBe(code);
  expect(
    highlightWith("await b()", (type, text) => (type === "keyword" ? `<${text}>` : text)),
  ).toBe("<await> b()");
});

it("finds links, images and anchors that lead nowhere", () => {
  const file = path.join(root, "README.md");
  writeFileSync(path.join(root, "other.md"), "# A `title`, twice\n\n# A `title`, twice\n");
  const markdown = [
    "# Here",
    "[ok](other.md) [ok](#here) [ok](other.md#a-title-twice-1) [web](https://example.org/nothing) ![ok](chapters/06-gather/recorded/gather.svg)",
    "[gone](gone.md) [no heading](other.md#nope)",
    "",
    "![gone](gone.svg) [here](#there)",
    "",
    "`[code](gone.md)`",
  ].join("\n");

  expect(checkLinks(markdown, file)).toEqual([
    { line: 3, url: "gone.md", message: "there is no file gone.md" },
    { line: 3, url: "other.md#nope", message: "there is no heading for #nope" },
    { line: 5, url: "gone.svg", message: "there is no file gone.svg" },
    { line: 5, url: "#there", message: "there is no heading for #there" },
  ]);
});

it("finds the commands of shell blocks, and only those", () => {
  const markdown =
    "```sh\n# set up\npnpm install   # once\n\n$ pnpm test\n```\n\n```console\n$ pnpm start\nhello\n```\n\n```ts\nrun();\n```\n\n- a\n\n  ```bash skip needs Docker\n  docker ps\n  ```\n";

  expect(findShellCommands(markdown)).toEqual([
    { command: "pnpm install", line: 3, meta: "" },
    { command: "pnpm test", line: 5, meta: "" },
    { command: "pnpm start", line: 9, meta: "" },
    { command: "docker ps", line: 20, meta: "skip needs Docker" },
  ]);
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { readChapters } from "../src/chapters.ts";
import { readClaims } from "../src/claims.ts";
import { errorsPage } from "../src/error-messages.ts";
import { asHtml } from "../src/pages/as-html.ts";
import { programPage } from "../src/pages/program-page.ts";
import { questionsPage } from "../src/pages/questions-page.ts";
import { repositoryRoot } from "../src/repository.ts";
import { runsOf } from "../src/recorded-runs.ts";
import { linkForSite } from "../src/site-links.ts";

const folder = mkdtempSync(path.join(tmpdir(), "site-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const chapters = readChapters(repositoryRoot);
const gather = chapters.flatMap(({ programs }) => programs).find(({ id }) => id === "06/gather");
const inChapter = path.join(repositoryRoot, "chapters/06-gather/README.md");

test("a claim is read as its sentence, the program for which it holds and the one for which it fails", () => {
  writeFileSync(
    path.join(folder, "a.test.ts"),
    `claim(\n  "all are sent before the first reply",\n  { holds: "gather.ts", fails: "../test/twins/slow.ts", holdUntil: 10 },\n  ({ timeline }) => {},\n);\n`,
  );

  expect(readClaims(folder)).toEqual(
    new Map([
      [
        "gather.ts",
        [
          {
            sentence: "all are sent before the first reply",
            holds: "gather.ts",
            fails: "slow.ts",
          },
        ],
      ],
    ]),
  );
});

test("what a loop puts together is no sentence, and is left out", () => {
  writeFileSync(
    path.join(folder, "a.test.ts"),
    `claim(\`\${name} waits\`, { holds: program, fails: "b.ts" }, () => {});\n`,
  );

  expect(readClaims(folder)).toEqual(new Map());
});

test("links to chapters and programs lead to their pages, and pictures are played", () => {
  const { markdown, recorded } = linkForSite(
    "[next](../07-bounded-concurrency/README.md#pools) [gather](src/gather.ts) [web](https://nodejs.org)\n\n![A run](recorded/gather.svg)\n",
    inChapter,
    chapters,
  );

  expect(markdown).toBe(
    `[next](/07-bounded-concurrency/#pools) [gather](/06-gather/gather) [web](https://nodejs.org)\n\n<RunPicture src="/chapters/06-gather/recorded/gather.svg" alt="A run" run="/chapters/06-gather/recorded/gather.run.json" code="/chapters/06-gather/src/gather.ts" />\n`,
  );
  expect([...recorded]).toEqual([
    "chapters/06-gather/recorded/gather.svg",
    "chapters/06-gather/recorded/gather.run.json",
    "chapters/06-gather/src/gather.ts",
  ]);
});

test("a picture of two programs plays both on one clock", () => {
  expect(runsOf("chapters/06-gather/recorded/one-by-one--gather.svg")).toEqual([
    "chapters/06-gather/recorded/one-by-one.run.json",
    "chapters/06-gather/recorded/gather.run.json",
  ]);
  expect(runsOf("chapters/06-gather/recorded/no-such.svg")).toEqual([]);
});

test("an image's text cannot become markup", () => {
  const { markdown } = linkForSite(
    `![a" onload="x <b>](recorded/gather.svg)\n`,
    inChapter,
    chapters,
  );

  expect(markdown).toBe(
    `<RunPicture src="/chapters/06-gather/recorded/gather.svg" alt="a&quot; onload=&quot;x &lt;b>" run="/chapters/06-gather/recorded/gather.run.json" code="/chapters/06-gather/src/gather.ts" />\n`,
  );
});

test("the page of a program shows it beside its twin, and marks the lines that differ in both", () => {
  if (!gather) throw new Error("06/gather is gone");

  const page = programPage(gather);

  const marked = [...page.matchAll(/^```ts \{([\d,]+)\}\n([\s\S]*?)^```$/gm)].map(
    ([, lines = "", code = ""]) =>
      lines.split(",").map((line) => code.split("\n")[Number(line) - 1]?.trim()),
  );
  expect(marked).toHaveLength(2);
  expect(marked[0]?.join("\n")).toContain("Promise.all");
  expect(marked[1]?.join("\n")).toContain("await packages.findOne");
  expect(marked[1]?.join("\n")).not.toContain("import");
});

test("a title in the sidebar shows code as code, and cannot become markup", () => {
  expect(asHtml("`total += await …` & <b>an old total</b>")).toBe(
    "<code>total += await …</code> &amp; &lt;b>an old total&lt;/b>",
  );
});

test("a question that names a program that its chapter does not have is an error", () => {
  const [first] = chapters;
  if (!first) throw new Error("there is no chapter");

  expect(() =>
    questionsPage([{ ...first, questions: [{ question: "How?", programs: ["no-such"] }] }]),
  ).toThrow(/"How\?" names no-such, and the chapter has no such program/);
});

test("an error message that people ask about is explained by the header of its program", () => {
  if (!gather) throw new Error("06/gather is gone");
  const { chapter } = gather;
  const ask = (question: string) => [
    { ...chapter, questions: [{ question, programs: ["gather"] }] },
  ];

  const page = errorsPage([], ask("MongoTestError: something went wrong"));

  expect(page).toContain("## MongoTestError: something went wrong");
  expect(page).toContain(gather.header.text);
  expect(errorsPage([], ask("Why do I get a MongoTestError?"))).not.toContain("MongoTestError");
});

test("an error message that its program does not print is an error", () => {
  const message = { message: "It is full", happened: "…", programs: ["06/gather"] };

  expect(() => errorsPage([message], chapters)).toThrow(
    `The message "It is full" does not stand in the recorded output of 06/gather`,
  );
});

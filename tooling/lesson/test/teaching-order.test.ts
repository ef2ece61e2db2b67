import { describe, expect, it } from "vitest";
import { checkChapters, checkReadmeQuestions } from "../src/programs/check-chapters.ts";
import { listPrograms } from "../src/programs/list-programs.ts";
import { readPrograms } from "../src/programs/program-index.ts";
import { repositoryRoot } from "../src/repository.ts";
import { program, writeRepository } from "./repository-fixture.ts";

const two = {
  "chapters/05-iteration/src/zip.ts": program("Zip"),
  "chapters/05-iteration/src/batch.ts": program("Batch"),
  "chapters/06-gather/src/all.ts": program("All"),
  "chapters/06-gather/src/race.ts": program("Race"),
  "chapters/06-gather/src/gather.ts": program("Gather"),
};
const order = (...names: string[]) => ({
  "chapters/06-gather/package.json": { lesson: { order: names } },
});

describe("readPrograms", () => {
  it("has the programs of a chapter as its package.json orders them, and by name where none does", () => {
    const root = writeRepository({ ...two, ...order("gather", "all", "race") });

    const names = readPrograms(root).map(({ name }) => name);

    expect(names).toEqual(["05/batch", "05/zip", "06/gather", "06/all", "06/race"]);
  });

  it("has what the order does not name last", () => {
    const root = writeRepository({ ...two, ...order("race") });

    const names = readPrograms(root).map(({ name }) => name);

    expect(names).toEqual(["05/batch", "05/zip", "06/race", "06/all", "06/gather"]);
  });

  it.each([
    ["{", /package\.json is not JSON: /],
    [{ lesson: { order: "gather" } }, /package\.json must look like this: \{ "description"/],
    [{ lesson: { order: [""] } }, /package\.json must look like this: /],
    [[], /package\.json must look like this: /],
  ])("refuses a package.json that says %j", (manifest, message) => {
    const root = writeRepository({ ...two, "chapters/06-gather/package.json": manifest });

    expect(() => readPrograms(root)).toThrow(message);
  });
});

describe("listPrograms", () => {
  it("is in that order, by chapter", () => {
    const root = writeRepository({ ...two, ...order("race", "gather", "all") });

    expect(listPrograms(readPrograms(root))).toBe(`05-iteration
  05/batch   Batch
  05/zip     Zip

06-gather
  06/race    Race
  06/gather  Gather
  06/all     All

Run one: pnpm lesson run <program>
Search:  pnpm lesson find <words>`);
  });
});

describe("checkChapters", () => {
  const messages = (root: string): string[] =>
    checkChapters(root).map(
      ({ file, line, message }) => `${file.slice(file.indexOf("chapters/"))}:${line}: ${message}`,
    );

  it("has nothing to say where each program is named once and each question leads somewhere", () => {
    const root = writeRepository({
      ...two,
      ...order("gather", "all", "race"),
      "chapters/06-gather/questions.json": [
        { question: "What is asyncio.gather?", programs: ["gather", "05/zip"] },
      ],
    });

    expect(messages(root)).toEqual([]);
  });

  it("finds a program that the order forgets, has twice, or makes up, with its line", () => {
    const root = writeRepository({ ...two, ...order("gather", "gather", "al") });

    expect(messages(root)).toEqual([
      "chapters/06-gather/package.json:4: lesson.order names gather more than once",
      "chapters/06-gather/package.json:6: lesson.order names al, which is no program here",
      "chapters/06-gather/package.json:3: lesson.order does not name all, race",
    ]);
  });

  it("finds a question that leads nowhere, and one that is asked twice", () => {
    const root = writeRepository({
      ...two,
      "chapters/06-gather/questions.json": [
        { question: "What is gather?", programs: ["gathr", "07/gather"] },
        { question: "what is gather?", programs: ["zip"] },
      ],
    });

    expect(messages(root)).toEqual([
      'chapters/06-gather/questions.json:3: "What is gather?" leads to gathr: no such program',
      'chapters/06-gather/questions.json:3: "What is gather?" leads to 07/gather: no such program',
      'chapters/06-gather/questions.json:10: "what is gather?" is asked more than once',
      'chapters/06-gather/questions.json:10: "what is gather?" leads to zip: no such program',
    ]);
  });

  it.each([[{}], [[{ question: "", programs: ["all"] }]], [[{ question: "Why?", programs: [] }]]])(
    "refuses a questions.json that says %j",
    (questions) => {
      const root = writeRepository({ ...two, "chapters/06-gather/questions.json": questions });

      expect(() => checkChapters(root)).toThrow(/questions\.json must look like this: /);
    },
  );

  it("agrees with the chapters of this repository", () => {
    expect(checkChapters(repositoryRoot)).toEqual([]);
  });
});

describe("checkReadmeQuestions", () => {
  const row = (question: string, name: string): string =>
    `| ${question} | [\`${name}\`](chapters/06-gather/src/gather.ts) |`;
  const withRows = (...rows: string[]): string[] =>
    checkReadmeQuestions(
      writeRepository({
        ...two,
        "chapters/06-gather/questions.json": [{ question: "Why?", programs: ["gather", "05/zip"] }],
        "README.md": ["| question | programs |", "| --- | --- |", ...rows].join("\n"),
      }),
    ).map(({ line, message }) => `${line}: ${message}`);

  it("has nothing to say of a question of a chapter with its programs", () => {
    expect(withRows(row("Why?", "06/gather"), row("Why?", "05/zip"))).toEqual([]);
  });

  it("finds a question that nobody asks, and a program that does not answer it", () => {
    expect(withRows(row("Why not?", "06/gather"), row("Why?", "06/all"))).toEqual([
      '3: no questions.json asks "Why not?"',
      '4: questions.json does not lead from "Why?" to 06/all',
    ]);
  });

  it("agrees with the README of this repository", () => {
    expect(checkReadmeQuestions(repositoryRoot)).toEqual([]);
  });
});

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readExercises, type Exercise } from "@samples/lab/practice";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { exerciseOfFile, findExercise } from "../src/practise/find-exercise.ts";
import { describeList, listExercises } from "../src/practise/list-exercises.ts";
import { noteProgress, readProgress } from "../src/practise/progress-file.ts";
import { readAnswers } from "../src/practise/read-answers.ts";
import {
  answersText,
  prepareWorkingCopy,
  startText,
  writeAnswers,
} from "../src/practise/working-copy.ts";
import { repositoryRoot } from "../src/repository.ts";
import { whyNotWritten } from "../src/terminal/make-folder.ts";

const folder = mkdtempSync(path.join(tmpdir(), "practice with spaces "));
afterAll(() => rmSync(folder, { recursive: true }));

let exercises: Exercise[];
let oneByOne: Exercise;
beforeAll(async () => {
  exercises = await readExercises(repositoryRoot);
  oneByOne = findExercise("06/one-by-one", exercises);
});

it("there are at least 60 exercises, of five kinds, in each of the chapters", () => {
  const chapters = new Set(exercises.map(({ id }) => id.slice(0, 2)));
  const all = Array.from({ length: 14 }, (_, index) => String(index + 1).padStart(2, "0"));

  expect(exercises.length).toBeGreaterThanOrEqual(60);
  expect([...chapters]).toEqual(expect.arrayContaining(all));
  expect(new Set(exercises.map(({ kind }) => kind))).toEqual(
    new Set(["mend", "predict", "faster", "build", "order"]),
  );
});

it("each start has the task above it and does not name its solution", () => {
  for (const exercise of exercises) {
    const text = startText(exercise);
    expect(text).toContain(`@title ${exercise.title}`);
    expect(text).not.toMatch(/@twin|@wrong|@output|#region/);
  }
});

describe("an exercise is found", () => {
  it("by its name, with or without its chapter", () => {
    expect(findExercise("one-by-one", exercises)).toBe(oneByOne);
    expect(findExercise("6/one-by-one", exercises)).toBe(oneByOne);
  });

  it("not by another one, which is told what is near", () => {
    expect(() => findExercise("06/one-by-on", exercises)).toThrow(
      /There is no exercise called 06\/one-by-on\. .*06\/one-by-one/,
    );
  });

  it("by the name of a file in its chapter's folder, or in any folder when only one is called so", () => {
    expect(exerciseOfFile("/home/ada/06/one-by-one.ts", exercises)).toBe(oneByOne);
    expect(exerciseOfFile("C/one-by-one.ts", exercises)).toBe(oneByOne);
    expect(exerciseOfFile("/home/ada/two-by-two.ts", exercises)).toBeUndefined();
  });
});

describe("the reader's copy", () => {
  it("is kept, and a changed start is put beside it", () => {
    const { file } = prepareWorkingCopy(folder, oneByOne);
    expect(readFileSync(file, "utf8")).toBe(startText(oneByOne));
    expect(prepareWorkingCopy(folder, oneByOne)).toEqual({ file, program: file });

    writeFileSync(file, "// mine\r\n");
    noteProgress(folder, oneByOne.id, { startHash: "another", done: true });
    const { note } = prepareWorkingCopy(folder, oneByOne);
    expect(note).toContain(path.join(folder, "06", "one-by-one.new.ts"));
    expect(readFileSync(file, "utf8")).toBe("// mine\r\n");
    expect(readProgress(folder)[oneByOne.id]).toMatchObject({ done: true });
    expect(prepareWorkingCopy(folder, oneByOne)).toEqual({ file, program: file });
  });

  it("comes anew when it was deleted", () => {
    const { file } = prepareWorkingCopy(folder, oneByOne);
    rmSync(file);
    prepareWorkingCopy(folder, oneByOne);

    expect(readFileSync(file, "utf8")).toBe(startText(oneByOne));
  });

  it("has beside it what it imports", () => {
    const queue = exercises.find((each) => startText(each).includes("./queue.ts"));
    if (!queue) throw new Error("No exercise imports the queue");
    const { program } = prepareWorkingCopy(folder, queue);

    expect(readFileSync(path.join(path.dirname(program), "queue.ts"), "utf8")).toBe(
      readFileSync(path.join(queue.chapter, "src", "queue.ts"), "utf8"),
    );
  });

  it("cannot be written where a file stands in the way, and says so", () => {
    const inTheWay = path.join(folder, "file");
    writeFileSync(inTheWay, "");

    expect(() => prepareWorkingCopy(inTheWay, oneByOne)).toThrow(
      /Cannot write the exercise to .*one-by-one\.ts: a part of its path is a file\./,
    );
  });

  it.each([
    ["EROFS", "the disk may only be read."],
    ["EACCES", "it may not be changed."],
    ["EPERM", "it may not be changed."],
    ["ENOSPC", "the disk is full."],
  ])("cannot be written because of %s, in words: %s", (code, words) => {
    expect(whyNotWritten(Object.assign(new Error(code), { code }))).toBe(words);
  });
});

describe("a file of answers", () => {
  it("holds each answer after a >, with any line ends", () => {
    const predict = exercises.find(({ kind }) => kind === "predict");
    if (predict?.kind !== "predict") throw new Error("There is no prediction");
    const empty = answersText(predict) ?? "";
    const answers = predict.questions.map((_question, index) => `answer ${index}`);

    expect(readAnswers(empty)).toEqual(answers.map(() => ""));
    expect(readAnswers(writeAnswers(empty, answers))).toEqual(answers);
    expect(readAnswers(writeAnswers(empty, answers).replaceAll("\n", "\r\n"))).toEqual(answers);
  });
});

describe("progress", () => {
  it("is kept by exercise, and shown in the list", () => {
    const own = path.join(folder, "progress");
    mkdirSync(own);
    noteProgress(own, "06/one-by-one", { startHash: "1" });
    noteProgress(own, "04/map-all", { startHash: "2", seenSolution: true });
    noteProgress(own, "06/one-by-one", { done: true, hints: 2 });

    const listed = listExercises(exercises, readProgress(own));
    expect(listed).toContainEqual({
      id: "06/one-by-one",
      kind: "mend",
      title: oneByOne.title,
      state: "done",
      hints: 2,
    });
    expect(describeList(listed)).toMatch(
      /✓ 06\/one-by-one +mend +Ten queries, one wait \(2 hints\)/,
    );
    expect(describeList(listed)).toContain(`1 of ${exercises.length} done.`);
    expect(describeList(listed)).toMatch(/06 {2}1 of \d+ done/);
  });

  it("is no reason to stop where it cannot be kept, and that is said once", () => {
    const inTheWay = path.join(folder, "no folder");
    writeFileSync(inTheWay, "");
    const told = vi.spyOn(console, "error").mockReturnValue();
    try {
      noteProgress(inTheWay, "06/one-by-one", { done: true });
      noteProgress(inTheWay, "06/one-by-one", { done: true });

      expect(told.mock.calls).toEqual([
        [
          `Your progress is not kept. Cannot write ${path.join(inTheWay, "progress.json")}: a part of its path is a file.`,
        ],
      ]);
    } finally {
      told.mockRestore();
    }
  });

  it("is never overwritten when it cannot be read", () => {
    const own = path.join(folder, "broken");
    mkdirSync(own);
    writeFileSync(path.join(own, "progress.json"), "{ not JSON");

    expect(() => noteProgress(own, "06/one-by-one", { done: true })).toThrow(/it is not JSON/);
    expect(readFileSync(path.join(own, "progress.json"), "utf8")).toBe("{ not JSON");
  });
});

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { closeServers } from "@samples/lab";
import { afterAll, describe, expect, it } from "vitest";
import { readExercises } from "../src/practise/exercises.ts";
import { judgeAttempt } from "../src/practise/judge-attempt.ts";
import { noteProgress, readProgress } from "../src/practise/progress-file.ts";
import { prepareWorkingCopy, startText } from "../src/practise/working-copy.ts";
import { repositoryRoot } from "../src/repository.ts";

const exercises = readExercises(repositoryRoot);

afterAll(closeServers);

it("there are exercises", () => {
  expect(exercises.map(({ id }) => id)).toContain("06/one-by-one");
});

describe.each(exercises)("$id", (exercise) => {
  it("has three hints, and three wrong attempts at least", () => {
    expect(exercise.hints).toHaveLength(3);
    expect(exercise.wrong.length).toBeGreaterThanOrEqual(3);
  });

  it("is not solved by its start", { timeout: 30_000 }, async () => {
    const { done } = await judgeAttempt(exercise, exercise.startFile);

    expect(done).toBe(false);
  });

  it("is solved by its solution", { timeout: 30_000 }, async () => {
    const { claims } = await judgeAttempt(exercise, exercise.solutionFile);

    expect(claims.filter(({ holds }) => !holds)).toEqual([]);
  });

  it.each(exercise.wrong)(
    "is not solved by $file, which is told: $message",
    { timeout: 30_000 },
    async ({ file, message }) => {
      const { claims } = await judgeAttempt(exercise, file);

      expect(claims.flatMap(({ why }) => why ?? []).join("\n")).toContain(message);
    },
  );
});

describe("the reader's copy", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "practice with spaces "));
  afterAll(() => rmSync(folder, { recursive: true }));
  const exercise = exercises.find(({ id }) => id === "06/one-by-one");

  it("is kept, and a changed start is put beside it", () => {
    if (!exercise) throw new Error("There is no exercise 06/one-by-one");
    const { file } = prepareWorkingCopy(folder, exercise);
    expect(readFileSync(file, "utf8")).toBe(startText(exercise));
    expect(startText(exercise)).not.toContain("@twin");
    expect(prepareWorkingCopy(folder, exercise)).toEqual({ file });

    noteProgress(folder, exercise.id, { startHash: "another", done: true });
    const { note } = prepareWorkingCopy(folder, exercise);
    expect(note).toContain(path.join(folder, "06", "one-by-one.new.ts"));
    expect(readProgress(folder)[exercise.id]).toMatchObject({ done: true });
    expect(prepareWorkingCopy(folder, exercise)).toEqual({ file });
  });
});

import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import pLimit from "p-limit";
import { afterAll, describe, expect, it } from "vitest";
import { closeServers } from "../server/open-server.ts";
import { describeForm, rightAnswer } from "./answers.ts";
import type {
  Exercise,
  OrderExercise,
  PracticeQuestion,
  PredictExercise,
  ProgramExercise,
  Variant,
} from "./exercise.ts";
import {
  judgeOrder,
  judgePrediction,
  judgeProgram,
  runPractice,
  type Attempt,
} from "./judge-attempt.ts";
import { readChapterExercises } from "./read-exercises.ts";
import { readVariant } from "./variant.ts";
import { writeProgram } from "./write-program.ts";

/** A run may wait for the runs before it, in ms. */
const timeout = 180_000;

/** More programs at a time than this would wait for processors instead of for the database. */
const limit = pLimit(3);

/**
 * Registers the tests of all exercises of a chapter: no start is solved, every solution is, every usual wrong attempt is told
 * what is wrong, a program that prints the solution's output by heart does not pass, predictions come true in another run, and an
 * order breaks its race.
 *
 * @param folder the chapter's folder
 */
export async function testExercises(folder: string): Promise<void> {
  const exercises = await readChapterExercises(folder);
  // Inside of the chapter: what the programs import is installed there.
  mkdirSync(path.join(folder, ".cache"), { recursive: true });
  const scratch = mkdtempSync(path.join(folder, ".cache", "practice-"));
  afterAll(async () => {
    rmSync(scratch, { recursive: true, force: true });
    await closeServers();
  });
  let files = 0;
  const write = (exercise: Exercise, text: string): string =>
    writeProgram(path.join(scratch, String((files += 1))), exercise, text);

  it("this chapter has exercises", () => {
    expect(exercises.length).toBeGreaterThan(0);
  });

  describe.concurrent.each(exercises)("$id", (exercise) => {
    if (exercise.kind === "predict") testPrediction(exercise, write);
    else if (exercise.kind === "order") testOrder(exercise, write);
    else testProgram(exercise, write);
  });
}

type Write = (exercise: Exercise, text: string) => string;

function testProgram(exercise: Exercise & ProgramExercise, write: Write): void {
  const attempt = (source: string | Variant): Promise<Attempt> =>
    judgeText(readVariant(exercise, source, exercise.solution));
  const judgeText = (text: string): Promise<Attempt> =>
    limit(() => judgeProgram(exercise, write(exercise, text)));

  it("is not solved by its start", { timeout }, async () => {
    const { done } = await attempt(exercise.start);

    expect(done).toBe(false);
  });

  it(
    "is solved by its solution, and not by a program that prints the same by heart",
    { timeout },
    async () => {
      const solved = await attempt(exercise.solution);
      expect(whyNot(solved)).toEqual([]);

      const byHeart = await judgeText(
        `for (const line of ${JSON.stringify(solved.run?.lines)}) console.log(line);\n`,
      );
      expect(byHeart.done).toBe(false);
    },
  );

  it("knows three usual mistakes", () => {
    expect(exercise.wrong.length).toBeGreaterThanOrEqual(3);
  });

  it.each(exercise.wrong)("$mistake is told: $told", { timeout }, async (wrong) => {
    const found = await attempt(wrong);

    expect(found.done).toBe(false);
    expect(whyNot(found).join("\n")).toContain(wrong.told);
  });
}

function testPrediction(exercise: Exercise & PredictExercise, write: Write): void {
  it("is answered by the run, the same way in another one", { timeout }, async () => {
    const file = write(exercise, readVariant(exercise, exercise.program));
    const first = await limit(() => runPractice(exercise, file, {}));
    const right = exercise.questions.map((question) => rightAnswer(question, first));

    const solved = await limit(() => judgePrediction(exercise, file, right));
    expect(whyNot(solved)).toEqual([]);
    expect(solved.done).toBe(true);

    const wrong = exercise.questions.map((question, index) =>
      another(question, right[index] ?? ""),
    );
    const failed = await limit(() => judgePrediction(exercise, file, wrong));
    expect(whyNot(failed)).toEqual(
      exercise.questions.map((_question, index) =>
        expect.stringMatching(
          new RegExp(`^You said ${wrong[index]}.*; this run shows ${right[index]}`),
        ),
      ),
    );
  });

  it("tells who has not answered, or not in the form that was asked for", async () => {
    const none = await judgePrediction(exercise, "none.ts", []);
    expect(none).toMatchObject({ done: false, run: undefined });
    expect(exercise.questions.map(describeForm)).not.toContain("");
  });
}

/** An answer of the right form that is not the right one. */
function another(question: PracticeQuestion, right: string): string {
  if (question.form === "number") return String(Number(right) + 1);
  if (question.form === "yes or no") return right === "yes" ? "no" : "yes";
  if (question.form === "choice") return right === "a" ? "b" : "a";
  return right.split("").toReversed().join("");
}

function testOrder(exercise: Exercise & OrderExercise, write: Write): void {
  const replay = (order: string): Promise<Attempt> =>
    limit(() =>
      judgeOrder(exercise, write(exercise, readVariant(exercise, exercise.program)), order),
    );

  it(`breaks in the order ${exercise.solution}`, { timeout }, async () => {
    expect(whyNot(await replay(exercise.solution))).toEqual([]);
  });

  it("knows two orders in which it does not", () => {
    expect(exercise.wrong.length).toBeGreaterThanOrEqual(2);
  });

  it.each(exercise.wrong)(
    "$order, $mistake, is told: $told",
    { timeout },
    async ({ order, told }) => {
      const found = await replay(order);

      expect(found.done).toBe(false);
      expect(whyNot(found).join("\n")).toContain(told);
    },
  );
}

function whyNot({ claims }: Attempt): string[] {
  return claims.flatMap(({ holds, why }) => (holds ? [] : [why ?? ""]));
}

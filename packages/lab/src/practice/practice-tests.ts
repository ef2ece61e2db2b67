import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Timeline } from "@samples/timeline";
import pLimit from "p-limit";
import { afterAll, describe, expect, it } from "vitest";
import { runProgram } from "../run-program.ts";
import type { OutputLine, Run } from "../run.ts";
import { closeServers } from "../server/open-server.ts";
import { describeForm, judgeAnswers, rightAnswer } from "./answers.ts";
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
  judgeRun,
  runPractice,
  toPracticeRun,
  type Attempt,
} from "./judge-attempt.ts";
import { readChapterExercises } from "./read-exercises.ts";
import { readVariant } from "./variant.ts";
import { varyPackages } from "./vary-packages.ts";
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
  // Inside of the chapter: what the programs import is installed there. The same text lies in the same place each time: what was
  // compiled of it is found again.
  const scratch = path.join(folder, ".cache", "practice");
  const written = new Set<string>();
  afterAll(async () => {
    removeOthers(scratch, written);
    await closeServers();
  });
  const write = (exercise: Exercise, text: string): string => {
    const place = createHash("sha256").update(text).digest("hex").slice(0, 12);
    written.add(place);
    return writeProgram(path.join(scratch, place), exercise, text);
  };
  const byHeart = shareOne(async (): Promise<Run> => {
    mkdirSync(scratch, { recursive: true });
    const file = path.join(scratch, "by-heart.ts");
    writeFileSync(file, 'console.log("by heart");\n');
    return await limit(() => runProgram(file, { packages: [] }));
  });

  it("this chapter has exercises", () => {
    expect(exercises.length).toBeGreaterThan(0);
  });

  describe.concurrent.each(exercises)("$id", (exercise) => {
    if (exercise.kind === "predict") testPrediction(exercise, write);
    else if (exercise.kind === "order") testOrder(exercise, write);
    else testProgram(exercise, write, byHeart);
  });
}

type Write = (exercise: Exercise, text: string) => string;

function testProgram(
  exercise: Exercise & ProgramExercise,
  write: Write,
  byHeart: () => Promise<Run>,
): void {
  const withoutThread = !asksForThread(exercise.claims);
  const attempt = (source: string | Variant): Promise<Attempt> =>
    limit(() =>
      judgeProgram(
        exercise,
        write(exercise, readVariant(exercise, source, exercise.solution)),
        // What is right is run as for a reader, here or by the chapter's claims.
        {
          withoutThread: withoutThread && (source !== exercise.solution || isOfChapter(source)),
          patient: true,
        },
      ),
    );

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

      const { packages } = await varyPackages(1, [readVariant(exercise, exercise.solution)]);
      const printed = printing(await byHeart(), solved.run?.lines ?? []);
      expect(judgeRun(exercise, toPracticeRun(printed, packages)).done).toBe(false);
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
    const withoutThread = !exercise.questions.some(({ answer }) => asksForThread(answer));
    const first = await limit(() => runPractice(exercise, file, { withoutThread, patient: true }));
    const right = exercise.questions.map((question) => rightAnswer(question, first));

    const solved = await limit(() =>
      judgePrediction(exercise, file, right, {
        withoutThread: withoutThread && isOfChapter(exercise.program),
        patient: true,
      }),
    );
    expect(whyNot(solved)).toEqual([]);
    expect(solved.done).toBe(true);

    const wrong = exercise.questions.map((question, index) =>
      another(question, right[index] ?? ""),
    );
    const failed = judgeAnswers(exercise.questions, first, wrong);
    expect(failed.map(({ why }) => why)).toEqual(
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

/** Whether it is a program of the chapter as it is: the chapter's claims run it, too. */
function isOfChapter(source: string | Variant): boolean {
  return typeof source === "string" && !source.startsWith("./");
}

/** Whether a claim or an answer looks at what the thread did. */
function asksForThread(ask: (...given: never[]) => unknown): boolean {
  return /\.(thread|verdict|messages|threads)\b/.test(ask.toString());
}

/** Returns the run of a program that does nothing but print `lines`, made of the run of one that printed another one. */
function printing(run: Run, lines: readonly string[]): Run {
  const spans = run.timeline.spans().where(({ lane }) => lane !== "output");
  const [line] = run.timeline.output();
  if (!line) throw new Error("The program that prints by heart has printed nothing");
  // One after the other, as fast as it goes.
  const output = lines.map((text, index): OutputLine => ({
    atMs: line.startMs + index / 100,
    stream: "stdout",
    text,
  }));
  const timeline = new Timeline({
    spans: [
      ...spans,
      ...output.map(({ atMs, text }) => ({ ...line, name: text, startMs: atMs, endMs: atMs })),
    ],
    connections: [],
    marks: [],
    threads: [...run.timeline.threads],
  });
  return { ...run, output, timeline };
}

/** Returns what makes something when it is asked for first, and gives the same to all. */
function shareOne<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let made: Promise<Made> | undefined;
  return () => (made ??= make());
}

/** Removes what earlier tests have left in `folder`. */
function removeOthers(folder: string, kept: ReadonlySet<string>): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder))
    if (!kept.has(name)) rmSync(path.join(folder, name), { recursive: true, force: true });
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

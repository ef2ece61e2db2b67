import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { closeServers } from "@samples/lab";
import {
  judgeOrder,
  judgePrediction,
  judgeProgram,
  type Attempt,
  type Exercise,
} from "@samples/lab/practice";
import { describeAttempt } from "../describe-attempt.ts";
import { describeFirstOrder } from "../first-order.ts";
import { oneLine } from "../one-line.ts";
import { readAnswers } from "../read-answers.ts";
import { exported } from "exported-exercise";

/** What `npm test` runs in an exported exercise: `node check/check.mjs`. Exit code 0 when every claim holds. */
const checks = fileURLToPath(new URL(".", import.meta.url));
const { exercise: given, id, file } = exported;
// Beside the checks lies what a chapter has in the repository.
const exercise: Exercise = { ...given, id, chapter: checks };

try {
  process.exitCode = await check(path.join(checks, "..", file));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await closeServers();
}

async function check(attemptFile: string): Promise<number> {
  if (!existsSync(attemptFile)) {
    console.error(`There is no ${file}: it is what is checked. Put it beside package.json.`);
    return 1;
  }
  const attempt = await judge(attemptFile);
  console.log(`\n${exercise.title}\n\n${describeAttempt(attempt)}`);
  if (attempt.done) console.log(`\n${oneLine(exercise.explanation)}`);
  return attempt.done ? 0 : 1;
}

async function judge(attemptFile: string): Promise<Attempt> {
  if (exercise.kind === "predict" || exercise.kind === "order") {
    const answers = readAnswers(readFileSync(attemptFile, "utf8"));
    const program = path.join(checks, "practice", file.replace(/\.answers\.txt$/, ".ts"));
    const [answer = ""] = answers;
    if (exercise.kind === "order" && answer === "")
      console.log(`\n${await describeFirstOrder(program)}`);
    return exercise.kind === "predict"
      ? await judgePrediction(exercise, program, answers)
      : await judgeOrder(exercise, program, answer);
  }
  return await judgeProgram(exercise, attemptFile);
}

import type { JudgedClaim, PracticeQuestion, PracticeRun } from "./exercise.ts";

/** Compares what was answered before the run with what the run shows. */
export function judgeAnswers(
  questions: readonly PracticeQuestion[],
  run: PracticeRun,
  answers: readonly string[],
): JudgedClaim[] {
  return questions.map((question, index) => {
    const typed = answers[index] ?? "";
    const right = rightAnswer(question, run);
    const given = normalized(question, typed);
    if (given === right) return { name: question.ask, holds: true };
    const told = isUnderstood(question, given)
      ? `You said ${inWords(question, given)}; this run shows ${inWords(question, right)}.`
      : `Cannot read ${JSON.stringify(typed.trim())}: expected ${describeForm(question)}.`;
    return { name: question.ask, holds: false, why: told };
  });
}

/** Returns the right answer as one types it, from the run's record. */
export function rightAnswer(question: PracticeQuestion, run: PracticeRun): string {
  if (question.form === "number") return String(question.answer(run));
  if (question.form === "yes or no") return question.answer(run) ? "yes" : "no";
  const { options } = question;
  const found = question.form === "choice" ? [question.answer(run)] : question.answer(run);
  return found
    .map((each) => {
      const index = options.indexOf(each);
      if (index === -1) throw new Error(`"${question.ask}" has no option "${each}"`);
      return letterOf(index);
    })
    .join("");
}

/** Returns what one types, for a person: "a number", "a letter", "the letters in order, such as bac". */
export function describeForm(question: PracticeQuestion): string {
  if (question.form === "number") return "a whole number";
  if (question.form === "yes or no") return "yes or no";
  const letters = question.options.map((_option, index) => letterOf(index));
  return question.form === "choice"
    ? `one letter, ${letters.join(", ")}`
    : `each of the letters ${letters.join(", ")} in its place, such as ${letters.toReversed().join("")}`;
}

/** "a", "b", … */
export function letterOf(index: number): string {
  return "abcdefghij".charAt(index);
}

function normalized({ form }: PracticeQuestion, typed: string): string {
  const text = typed.trim().toLowerCase();
  if (form === "yes or no") return text === "y" ? "yes" : text === "n" ? "no" : text;
  return form === "number" ? text.replace(/^0+(?=\d)/, "") : text.replaceAll(/[\s,.;)>-]+/g, "");
}

function isUnderstood(question: PracticeQuestion, given: string): boolean {
  if (question.form === "number") return /^\d+$/.test(given);
  if (question.form === "yes or no") return given === "yes" || given === "no";
  const letters = question.options.map((_option, index) => letterOf(index));
  if (question.form === "choice") return letters.includes(given);
  return given.split("").toSorted().join("") === letters.join("");
}

function inWords(question: PracticeQuestion, answer: string): string {
  if (question.form === "number" || question.form === "yes or no") return answer;
  const { options } = question;
  const texts = answer.split("").map((letter) => options["abcdefghij".indexOf(letter)] ?? letter);
  return `${answer} (${texts.join(", ")})`;
}

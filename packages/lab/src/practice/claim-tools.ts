import type { Spans } from "@samples/timeline";
import {
  judgeAllStartBeforeAnyEnds,
  judgeChainAtMost,
  judgeCount,
  judgeOneAfterAnother,
  judgeOverlap,
  judgePeak,
  judgePeakAtMost,
} from "@samples/timeline/judgments";
import { judgeHappenBefore } from "@samples/timeline/judgments-of-order";
import type { ClaimTools, PracticeClaim, PracticeRun, Selection } from "./exercise.ts";

export const claimTools: ClaimTools = {
  sent: (name, what, count) =>
    about(name, what, 0, (spans, run) => {
      if (spans.length === 0 && count > 0) return [sayNone(spans, run), undefined];
      return [spans.length === count ? "" : sayCount(spans, count), judgeCount(spans, count)];
    }),
  together: (name, what) =>
    about(name, what, 2, (spans) => [sayApart(spans), judgeAllStartBeforeAnyEnds(spans)]),
  atMost: (name, what, most) =>
    about(name, what, 1, (spans) => [sayUnbounded(spans, most), judgePeakAtMost(spans, most)]),
  peak: (name, what, count) =>
    about(name, what, 1, (spans) => [
      spans.peak > count ? sayUnbounded(spans, count) : sayApart(spans),
      judgePeak(spans, count),
    ]),
  chain: (name, what, most) =>
    about(name, what, 1, (spans) => [
      "Too many wait for one another: something is awaited too early.",
      judgeChainAtMost(spans, most),
    ]),
  inTurn: (name, what) =>
    about(name, what, 2, (spans) => [
      "Two are under way at the same time: an await is missing.",
      judgeOneAfterAnother(spans),
    ]),
  overlap: (name, these, those) =>
    about(name, these, 1, (spans, run) => {
      const others = select(run, those);
      if (others.length === 0) return [sayNone(others, run), undefined];
      return [
        "One waits for the other: something is awaited too early.",
        judgeOverlap(spans, others),
      ];
    }),
  before: (name, these, those) =>
    about(name, these, 1, (spans, run) => {
      const others = select(run, those);
      if (others.length === 0) return [sayNone(others, run), undefined];
      return [
        "The second begins too early: an await is missing.",
        judgeHappenBefore(spans, others),
      ];
    }),
  askedOnce: (name, what, names) => ({
    name,
    why(run) {
      const spans = select(run, what);
      const asked = spans.map((span) =>
        span.lane === "mongodb" ? (span.asked?.short ?? "everything") : span.name,
      );
      const isOnce = (each: string): boolean => asked.filter((one) => one === each).length === 1;
      const missing = names.filter((each) => !isOnce(each));
      if (missing.length === 0 && asked.length === names.length) return undefined;
      const seen = `There are ${spans.length} ${spans.description}, for ${listed(asked)}.`;
      if (asked.length === 0) return sayNone(spans, run);
      return missing.length === 0 ? seen : `${seen} Not asked for once: ${listed(missing)}.`;
    },
  }),
  prints: (name, expected) => ({
    name,
    why(run) {
      const wanted = typeof expected === "function" ? expected(run) : expected;
      if (run.lines.join("\n") === wanted.join("\n")) return undefined;
      return `${sayPrinted(run)} Expected: ${listed(wanted, "; ")}`;
    },
  }),
  says: (name, line) => ({
    name,
    why(run) {
      const wanted = typeof line === "function" ? line(run) : line;
      const holds = run.lines.some((each) =>
        wanted instanceof RegExp ? wanted.test(each) : each === wanted,
      );
      if (holds) return undefined;
      const shown = wanted instanceof RegExp ? "" : ` Expected among them: ${wanted}`;
      return `${sayPrinted(run)}${shown}`;
    },
  }),
  neverSays: (name, line) => ({
    name,
    why({ lines }) {
      const found = lines.find((each) =>
        line instanceof RegExp ? line.test(each) : each === line,
      );
      return found === undefined ? undefined : `It printed: ${found}`;
    },
  }),
  endsWell: (name) => ({
    name,
    why: ({ exitCode, outcome, timedOut }) =>
      exitCode === 0 && !timedOut ? undefined : outcome.sentence,
  }),
  that: (name, why) => ({ name, why }),
};

type Verdict = ReturnType<typeof judgeCount>;

function about(
  name: string,
  what: Selection,
  fewest: number,
  judge: (spans: Spans, run: PracticeRun) => [mistake: string, verdict: Verdict | undefined],
): PracticeClaim {
  return {
    name,
    why(run) {
      const spans = select(run, what);
      // A question about too few spans has no answer, and the claim does not hold.
      if (spans.length < fewest) {
        return spans.length === 0
          ? sayNone(spans, run)
          : `There is only one of the ${spans.description}: there is nothing to compare it with.`;
      }
      const [mistake, verdict] = judge(spans, run);
      if (!verdict) return mistake;
      if (verdict.holds) return undefined;
      const { facts, picture } = verdict.explain();
      const seen = `Expected ${verdict.subject} to ${verdict.claim}, but ${facts}.`;
      return `${mistake} ${seen}\n\n${picture}`.trim();
    },
  };
}

function select(run: PracticeRun, what: Selection): Spans {
  return typeof what === "function" ? what(run) : run.timeline.mongodb(what);
}

function sayNone({ description }: Spans, { exitCode, outcome }: PracticeRun): string {
  return exitCode === 0
    ? `There are no ${description}: nothing of that kind was asked for.`
    : `There are no ${description}. ${outcome.sentence}`;
}

function sayCount(spans: Spans, expected: number): string {
  const { length, description } = spans;
  if (length > expected) return `There are more ${description} than needed.`;
  return `Some of the ${description} are missing: never started, or the program ended before them.`;
}

function sayApart(spans: Spans): string {
  return spans.peak === 1
    ? "Each waits for the one before it: something is awaited too early."
    : `Only ${spans.peak} of them are in flight together: something is still awaited too early.`;
}

function sayUnbounded({ peak, length }: Spans, most: number): string {
  return peak === length
    ? `Unbounded: all ${length} are in flight at once.`
    : `The limit lets ${peak} through instead of ${most}.`;
}

function sayPrinted({ lines, outcome, exitCode }: PracticeRun): string {
  const text = lines.join("\n");
  const isEmpty = lines.length > 0 && text.trim() === "";
  const mistake =
    isEmpty || /\bundefined\b/.test(text)
      ? "Something is undefined: it was not returned, or not awaited. "
      : /\[object Promise\]|Promise \{/.test(text)
        ? "A promise was printed instead of its value: an await is missing. "
        : exitCode !== 0 && exitCode !== null
          ? `${outcome.sentence} `
          : "";
  return `${mistake}It printed: ${listed(lines, "; ")}.`;
}

const mostListed = 14;

function listed(words: readonly string[], separator = ", "): string {
  if (words.length === 0) return "nothing";
  const shown = words.slice(0, mostListed).join(separator);
  return words.length > mostListed ? `${shown}, …` : shown;
}

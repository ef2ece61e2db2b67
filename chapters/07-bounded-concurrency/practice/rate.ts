import type { ProgramExercise } from "@samples/lab/practice";

/** Slow enough that a busy machine changes nothing. */
const slower: [string, string][] = [
  ["createBucket(2, 100)", "createBucket(2, 400)"],
  ["await sleep(300);", "await sleep(1200);"],
];

export const exercise: ProgramExercise = {
  kind: "build",
  title: "So many per second, with room for a burst",
  task: `A service allows a burst of two requests and then one every 400 ms; whoever saves up may burst again. Build
    createBucket(size, refillMs): it returns a function whose promise is fulfilled when the caller has a token. First
    come, first served. The eight requests below it stay as they are.`,
  start: {
    of: "rate-limit.ts",
    edit: slower,
    region: "bucket",
    code: `
function createBucket(_size: number, _refillMs: number) {
  // Count the tokens, and let a caller wait when there is none.
  return async () => {};
}`,
  },
  solution: { of: "rate-limit.ts", edit: slower },
  section: "rate-limit.ts",
  run: { latencyMs: 10 },
  claims: (is) => [
    is.sent("eight queries are sent", "find", 8),
    is.that(
      "five at once take their time: a burst of two, then one every 400 ms",
      ({ timeline }) => {
        const starts = timeline.mongodb("find").map(({ startMs }) => startMs);
        const tookMs = (starts[4] ?? 0) - (starts[0] ?? 0);
        return tookMs >= 900
          ? undefined
          : "The fifth query is sent too early: the bucket gives out more than it gets back.";
      },
    ),
    is.that("after the pause, two need not wait for one another", ({ timeline }) => {
      const [one = 0, two = 0, three = 0] = timeline
        .mongodb("find")
        .map(({ startMs }) => startMs)
        .slice(5);
      return two - one < (three - two) / 2
        ? undefined
        : "The second query waits as long as the third: there is no room for a burst.";
    }),
    is.that(
      "the pause is not saved up without end: the last three are a burst of two and one more",
      ({ timeline }) => {
        const starts = timeline.mongodb("find").map(({ startMs }) => startMs);
        const tookMs = (starts[7] ?? 0) - (starts[5] ?? 0);
        return tookMs >= 200
          ? undefined
          : "The last three are sent at once: the bucket overflows, it holds two tokens at most.";
      },
    ),
    is.prints("all eight are answered", ["8 queries answered"]),
  ],
  hints: [
    "What do you need to know to tell how many tokens have come back since you last looked?",
    "Keep the tokens and the time of the last look. Never more tokens than the bucket holds. Without one, sleep and look again.",
    "tokens = Math.min(size, tokens + (now - countedAt) / refillMs); and for the order: line = line.then(take);",
  ],
  explanation: `A semaphore limits how many run at once; a rate limits how many begin in a given time. A bucket needs no
    timer of its own: it works out what has come back when somebody looks. The chain of promises makes it fair.`,
  wrong: [
    {
      mistake: "no burst: each waits",
      edit: [["let tokens = size;", "let tokens = 0;\n  size = 1;"]],
      told: "there is no room for a burst",
    },
    {
      mistake: "the bucket overflows",
      edit: [
        [
          "tokens = Math.min(size, tokens + (now - countedAt) / refillMs);",
          "tokens = tokens + (now - countedAt) / refillMs;",
        ],
      ],
      told: "the bucket overflows",
    },
    {
      mistake: "nobody takes the token out",
      edit: [["    tokens -= 1;\n", ""]],
      told: "The fifth query is sent too early",
    },
    {
      mistake: "the token is not awaited",
      edit: [["  await takeToken();\n", "  void takeToken();\n"]],
      told: "The fifth query is sent too early",
    },
  ],
};

import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "build",
  title: "Ask for the next batch before you work on this one",
  task: `The program reads a batch, works on it for a while, and only then asks for the next. Build readAhead(): an async
    generator that stands between the two, asks its source for batch k+1 and then gives out batch k. The batches come
    in their order, each once, and never more than one is read ahead. Neither readBatches() nor work() is changed.`,
  start: {
    of: "prefetch-next.ts",
    region: "read-ahead",
    code: `
async function* readAhead<T>(source: AsyncGenerator<T>) {
  // Ask for the next one here, before the one at hand is given out.
  for await (const value of source) yield value;
}`,
  },
  solution: "prefetch-next.ts",
  run: { latencyMs: 40 },
  claims: (is) => [
    is.sent("one find is sent", "find", 1),
    is.sent("five more batches are asked for", "getMore", 5),
    is.that(
      "each batch is asked for before the work on the one before it is over",
      ({ timeline }) => {
        const lines = timeline.output(/^worked on/).toArray();
        const late = timeline
          .mongodb("getMore")
          .toArray()
          .filter(({ startMs }, index) => startMs >= (lines[index]?.startMs ?? 0));
        return late.length === 0
          ? undefined
          : `${late.length} batches are asked for only when the work is done: nothing is read ahead.`;
      },
    ),
    is.that("only one batch is read ahead", ({ timeline }) => {
      const lines = timeline.output(/^worked on/).toArray();
      const early = timeline
        .mongodb("getMore")
        .toArray()
        .filter(({ startMs }, index) => index > 0 && startMs < (lines[index - 1]?.startMs ?? 0));
      return early.length === 0
        ? undefined
        : `${early.length} batches are asked for before their turn: all is read at once.`;
    }),
    is.prints("the batches are worked on in their order", ({ packages }) => {
      const names = [...packages.keys()].filter((name) => /^[a-z]/.test(name)).toSorted();
      return Array.from(
        { length: 6 },
        (_, k) => `worked on ${names[2 * k]} and ${names[2 * k + 1]}`,
      );
    }),
  ],
  hints: [
    "When does an async generator ask its source for the next value?",
    "Call source.next() without await, and keep the promise while you yield the value at hand.",
    "for (let next = source.next(); ;) { const { value, done } = await next; if (done) return; next = source.next(); yield value; }",
  ],
  explanation: `A generator is lazy: the code after a yield runs when the next value is asked for. So ask the source first,
    keep the promise, and yield then. The promise that nobody awaits yet needs a catch, or its failure would end the
    process; and a finally passes on that the reader has left.`,
  section: "slow-consumer.ts",
  wrong: [
    {
      mistake: "the next one is awaited before the yield",
      edit: [
        [
          "      next = source.next();\n      next.catch(() => {}); // thrown by the await above, not before\n      yield value;",
          "      yield value;\n      next = source.next();\n      next.catch(() => {});",
        ],
      ],
      told: "nothing is read ahead",
    },
    {
      mistake: "everything is read at once",
      region: "read-ahead",
      code: `
async function* readAhead<T>(source: AsyncGenerator<T>) {
  const all: T[] = [];
  for await (const value of source) all.push(value);
  yield* all;
}`,
      told: "all is read at once",
    },
    {
      mistake: "the first batch is lost",
      edit: [
        [
          "    for (let next = source.next(); ;) {",
          "    await source.next();\n    for (let next = source.next(); ;) {",
        ],
      ],
      told: "It printed: worked on",
    },
  ],
};

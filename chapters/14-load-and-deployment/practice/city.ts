import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "Three visitors, one at a time",
  task: `Three visitors ask for the weather in three cities at the same moment. The handler waits for the weather API in a way
    that blocks the thread, so the second visitor is not even heard before the first is served. Let all three requests
    to the weather API be under way together. The three answers stay as they are.`,
  start: "city-sync.ts",
  solution: "city-async.ts",
  run: { weatherLatencyMs: 300 },
  claims: (is) => [
    is.that("the weather API is asked once for each city", ({ timeline }) => {
      const asked = timeline.http().names.toSorted();
      const expected = ["cairo", "lima", "oslo"].map((city) => `GET /weather/${city}`);
      return asked.join() === expected.join()
        ? undefined
        : `It is asked ${asked.join(", ") || "nothing"}.`;
    }),
    is.together("all three requests to it are under way together", ({ timeline }) =>
      timeline.http(),
    ),
    is.prints("each visitor gets the right city", ["200 Oslo", "200 Lima", "200 Cairo"]),
  ],
  hints: [
    "What can the thread do while execFileSync waits?",
    "Node has a fetch that returns at once with a promise.",
    "const weather = await fetch(url); return [200, await weather.json()];",
  ],
  explanation: `A call whose name ends in Sync keeps the only thread until it is done, whatever it waits for. An awaited fetch gives
    the thread back, so the server reads the next request meanwhile. Nothing else about the handler has changed.`,
  wrong: [
    {
      mistake: "one after the other, without blocking",
      edit: [
        [
          "await using app = await serve(async ({ path }) => {",
          "let last: Promise<unknown> = Promise.resolve();\nawait using app = await serve(async ({ path }) => {",
        ],
        [
          "const weather = await fetch(url);",
          "const before = last;\n  let done = () => {};\n  last = new Promise<void>((resolve) => (done = resolve));\n  await before;\n  const weather = await fetch(url).finally(() => done());",
        ],
      ],
      told: "something is awaited too early",
    },
    {
      mistake: "the second promise is not awaited",
      edit: [["return [200, await weather.json()];", "return [200, weather.json()];"]],
      told: "Something is undefined",
    },
    {
      mistake: "the answer is made up",
      edit: [
        [
          "  const url = process.env.WEATHER_URL + path;\n  const weather = await fetch(url);\n  return [200, await weather.json()];",
          '  return [200, { city: path.split("/").at(-1) }];',
        ],
      ],
      told: "It is asked nothing",
    },
  ],
};

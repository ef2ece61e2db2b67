import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "Two services, two waits",
  task: `A page shows a package and the weather. The weather is asked for only when the database has answered, though it
    needs nothing from it. Have the query and the call under way at the same time. Both functions stay as they are,
    and both must have answered before the program ends.`,
  start: "query-then-http.ts",
  solution: "query-plus-http.ts",
  run: { latencyMs: 300, weatherLatencyMs: 300 },
  claims: (is) => [
    is.sent("one query is sent", "find", 1),
    is.sent("one call is made", ({ timeline }) => timeline.http(), 1),
    is.overlap("the query and the call are under way together", "find", ({ timeline }) =>
      timeline.http(),
    ),
    is.prints("both are sent first, and both answer", [
      "send the query",
      "call the API",
      "get an answer",
      "get an answer",
    ]),
  ],
  hints: [
    "What does fetchWeather() need from findPackage()?",
    "Call both, then wait once for both.",
    "await Promise.all([findPackage(), fetchWeather()]);",
  ],
  explanation: `One thread is enough for two waits. It sends the query, then the call, and is free until one of them
    answers. The page takes as long as the slower of the two, not as long as both.`,
  wrong: [
    {
      mistake: "await in the list of Promise.all",
      edit: [
        [
          "await Promise.all([findPackage(), fetchWeather()]);",
          "await Promise.all([await findPackage(), await fetchWeather()]);",
        ],
      ],
      told: "One waits for the other",
    },
    {
      mistake: "the second in a then of the first",
      edit: [
        [
          "await Promise.all([findPackage(), fetchWeather()]);",
          "await findPackage().then(() => fetchWeather());",
        ],
      ],
      told: "One waits for the other",
    },
    {
      mistake: "the first answer is enough",
      edit: [
        [
          "await Promise.all([findPackage(), fetchWeather()]);",
          "await Promise.race([findPackage(), fetchWeather()]);\nprocess.exit();",
        ],
      ],
      told: "It printed: send the query; call the API; get an answer.",
    },
  ],
};

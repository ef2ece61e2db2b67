import type { PracticeClaim } from "@samples/lab/practice";

export const claims: PracticeClaim[] = [
  {
    name: "one query is sent for all ten callers",
    why: ({ timeline }, look) => {
      const [line] = timeline.output();
      const finds = timeline.mongodb({ command: "find" });
      return look.count(line ? finds.before(line) : finds, 1);
    },
  },
  {
    name: "the program says that ten callers took one query",
    why: ({ timeline }) => {
      const [line] = timeline.output().names;
      return line === "10 callers, queries: 1"
        ? undefined
        : `the first line printed: ${line ?? "nothing"}`;
    },
  },
];

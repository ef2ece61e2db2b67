import type { PracticeClaim } from "@samples/lab/practice";

export const claims: PracticeClaim[] = [
  {
    name: "five queries are sent",
    why: ({ timeline }, look) => look.count(timeline.mongodb("find"), 5),
  },
  {
    name: "all five are sent before the first reply",
    why: ({ timeline }, look) => look.allTogether(timeline.mongodb("find")),
  },
  {
    name: "it prints that five were found, and ends without an error",
    why: ({ timeline, outcome, exitCode }) => {
      if (exitCode !== 0) return outcome.sentence;
      const lines = timeline.output().names;
      return lines.includes("5 of 5 found") ? undefined : `printed: ${lines.join("; ")}`;
    },
  },
];

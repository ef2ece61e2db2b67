import type { PracticeClaim } from "@samples/lab/practice";

export const claims: PracticeClaim[] = [
  {
    name: "three counts are sent",
    why: ({ timeline }, look) => look.count(timeline.mongodb("aggregate"), 3),
  },
  {
    name: "all three are sent before the first reply",
    why: ({ timeline }, look) => look.allTogether(timeline.mongodb("aggregate")),
  },
  {
    name: "the last line has the three counts",
    why: ({ timeline }) => {
      const line = timeline.output().names.at(-1) ?? "nothing";
      return /^\d+ packages, \d+ ES modules, \d+ need nothing$/.test(line)
        ? undefined
        : `the last line printed: ${line}`;
    },
  },
];

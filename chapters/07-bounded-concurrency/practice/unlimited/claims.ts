import type { PracticeClaim } from "@samples/lab/practice";

export const claims: PracticeClaim[] = [
  {
    name: "twelve pages are read, each by a query of its own",
    why: ({ timeline }, look) => look.count(timeline.mongodb("find"), 12),
  },
  {
    name: "never more than three queries are in flight",
    why: ({ timeline }, look) => look.peakAtMost(timeline.mongodb("find"), 3),
  },
  {
    name: "three queries are in flight again and again",
    why: ({ timeline }, look) => {
      const finds = timeline.mongodb("find");
      return look.peak(finds, 3) ?? look.chainAtMost(finds, 4);
    },
  },
  {
    name: "it prints that twelve pages were read",
    why: ({ timeline }) => {
      const lines = timeline.output().names;
      return lines.includes("12 pages, 120 packages") ? undefined : `printed: ${lines.join("; ")}`;
    },
  },
];

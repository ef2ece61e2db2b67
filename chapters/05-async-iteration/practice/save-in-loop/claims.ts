import type { PracticeClaim } from "@samples/lab/practice";

export const claims: PracticeClaim[] = [
  {
    name: "one update command is sent",
    why: ({ timeline }, look) => look.count(timeline.mongodb("update"), 1),
  },
  {
    name: "twenty documents are written",
    why: ({ timeline }) => {
      const updates = timeline.mongodb("update").toArray();
      const ids = new Set(updates.flatMap(({ writes = [] }) => writes.map(({ id }) => id)));
      return ids.size === 20
        ? undefined
        : `updates of ${ids.size} documents were sent, each by its _id`;
    },
  },
  {
    name: "it prints that twenty packages were updated",
    why: ({ timeline }) => {
      const lines = timeline.output().names;
      return lines.includes("20 packages updated") ? undefined : `printed: ${lines.join("; ")}`;
    },
  },
];

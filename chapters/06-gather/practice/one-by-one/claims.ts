import type { PracticeClaim } from "@samples/lab/practice";

const names = "asn1 async b4a bson mingo mongodb tsx turbo typescript vitest".split(" ");

export const claims: PracticeClaim[] = [
  {
    name: "each of the ten packages is asked for once, by a query of its own",
    why: ({ timeline }) => {
      const asked = timeline.mongodb("find").map((find) => find.asked?.short ?? "everything");
      const missing = names.filter((name) => asked.filter((each) => each === name).length !== 1);
      if (missing.length === 0 && asked.length === names.length) return undefined;
      return `there are ${asked.length} find commands; not asked for exactly once: ${missing.join(", ") || "none"}`;
    },
  },
  {
    name: "all ten queries are sent before the first reply",
    why: ({ timeline }, look) => look.allTogether(timeline.mongodb("find")),
  },
  {
    name: "the packages are printed in the order of the list",
    why: ({ timeline }) => {
      const printed = timeline.output().names.join("\n");
      return printed === names.join(" ") ? undefined : `printed: ${printed || "nothing"}`;
    },
  },
];

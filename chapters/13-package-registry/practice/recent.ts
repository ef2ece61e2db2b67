import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "A million of the latest packages",
  task: `The address says how many packages are listed, and the handler believes it. Somebody asks for a million and gets
    the whole collection; somebody asks for 0, and to MongoDB no limit means all. Answer whole numbers from 1 to 100 as
    before, and everything else with status 400, before there is a query.`,
  start: "recent-unclamped.ts",
  solution: "recent.ts",
  run: { latencyMs: 10 },
  claims: (is) => [
    is.that("three packages are listed for 3, the last ones by name", ({ requests, packages }) => {
      const [first] = requests;
      const latest = [...packages.keys()].toSorted().toReversed().slice(0, 3);
      const expected = JSON.stringify(latest.map((_id) => ({ _id })));
      if (first?.status !== 200)
        return `GET /api/packages/recent/3 is answered with ${first?.status}.`;
      return first.body === expected
        ? undefined
        : `It answers ${first.body.slice(0, 80)} instead of ${expected}.`;
    }),
    is.that("0 and a million are refused with 400", ({ requests }) => {
      const statuses = requests.slice(1).map(({ status }) => status);
      return statuses.join() === "400,400"
        ? undefined
        : `They are answered with ${statuses.join(" and ")}: what does not fit is not refused.`;
    }),
    is.that("the database does not hear of them", ({ requests }) => {
      const asked = requests.slice(1).filter(({ queries }) => queries.length > 0).length;
      return asked === 0
        ? undefined
        : `${asked} of the two reach the database: it is checked too late, or not at all.`;
    }),
  ],
  hints: [
    "What does limit(0) mean to MongoDB? And who says that the address holds a number at all?",
    "zod is installed. A schema can turn text into a number and say from where to where it may go.",
    "const Params = z.object({ count: z.coerce.number().int().min(1).max(100) }); … if (!Params.safeParse(params).success) return reply.code(400).send();",
  ],
  explanation: `What comes from outside has limits, and they are checked before anything is done with it. A schema says them
    in one place, gives the handler its types, and turns away NaN, 0, -1 and 1e6 alike. Clamping to 100 would answer a
    question that nobody has asked.`,
  wrong: [
    {
      mistake: "too much is clamped",
      edit: [
        [
          '  if (!success) return reply.code(400).send("count is from 1 to 100");\n',
          "  void reply;\n  void success;\n",
        ],
        [".limit(data.count)", ".limit(Math.min(100, Math.max(1, data?.count ?? 100)))"],
      ],
      told: "what does not fit is not refused",
    },
    {
      mistake: "0 is forgotten",
      edit: [[".min(1)", ""]],
      told: "They are answered with 200 and 400",
    },
    {
      mistake: "all are found, and then counted",
      edit: [
        ['  if (!success) return reply.code(400).send("count is from 1 to 100");\n', ""],
        [
          "  return packages.find({}, names).sort({ _id: -1 }).limit(data.count).toArray();",
          "  const all = await packages.find({}, names).sort({ _id: -1 }).toArray();\n  if (!success) return reply.code(400).send();\n  return all.slice(0, data.count);",
        ],
      ],
      told: "it is checked too late",
    },
  ],
};

import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "build",
  title: "Write only if nobody else has, and try again",
  task: `Two deposits read the balance and write a new one, for a change that no operator can express. Each account has a
    version. Build deposit(): it writes only if the version is still the one that it read, raises it, and otherwise
    reads again and tries again. Both deposits are made at the same time, and both must count.`,
  start: {
    of: "version-retry.ts",
    region: "deposit",
    code: `
async function deposit(amount: number) {
  const account = await accounts.findOne({ _id: "ada" });
  if (!account) throw new Error("there is no account");
  const { version, balance } = account;
  await accounts.updateOne(
    { _id: "ada" },
    { $set: { balance: balance + amount, version } },
  );
}

await Promise.all([deposit(100), deposit(100)]);`,
  },
  solution: "version-retry.ts",
  section: "version-retry.ts",
  run: { latencyMs: 30, holdUntil: { commands: 2, command: "find", timeLimitMs: 1000 } },
  claims: (is) => [
    is.together("both read at the same time at first", ({ timeline }) => {
      const finds = timeline.mongodb("find");
      return finds.where((find) => finds.toArray().indexOf(find) < 2, "first reads");
    }),
    is.sent("one of them has to try again: three updates", "update", 3),
    is.that("each update asks for the version that was read", ({ timeline }) => {
      const blind = timeline
        .mongodb("update")
        .where(({ asked }) => !asked?.whole.includes("version"));
      return blind.length === 0
        ? undefined
        : "An update does not ask for the version: it overwrites whatever is there.";
    }),
    is.that("each update raises the version", ({ timeline }) => {
      const updates = timeline.mongodb("update").toArray();
      const isRaised = updates.every(({ asked }) => {
        const [read = 0, written = 0] = [...(asked?.whole ?? "").matchAll(/version: (\d+)/g)].map(
          ([, version]) => Number(version),
        );
        return written > read;
      });
      return isRaised
        ? undefined
        : "An update leaves the version as it is: nobody can tell that there was a write.";
    }),
    is.sent("who was too late reads again: three reads, and one at the end", "find", 4),
    is.prints("both count", ["balance: 200"]),
  ],
  hints: [
    "How can an update find out that somebody else was faster?",
    "Put the version into its filter, and look at what modifiedCount says.",
    "for (;;) { read; const { modifiedCount } = await updateOne({ _id, version }, …version + 1); if (modifiedCount === 1) return; }",
  ],
  explanation: `This is optimistic concurrency: nobody is locked out, and who was too late finds that its update has changed
    nothing. Then read again: the old value is of no use. In every order one of them is the faster one, so somebody
    always gets on.`,
  wrong: [
    {
      mistake: "the version is not raised",
      edit: [["version: version + 1", "version"]],
      told: "leaves the version as it is",
    },
    {
      mistake: "it tries again with what it read before",
      edit: [
        [
          '  for (;;) {\n    const account = await accounts.findOne({ _id: "ada" });\n    if (!account) throw new Error("there is no account");\n    const { version, balance } = account;',
          '  const account = await accounts.findOne({ _id: "ada" });\n  if (!account) throw new Error("there is no account");\n  let { version, balance } = account;\n  for (;;) {',
        ],
        [
          "    if (modifiedCount === 1) return;",
          "    if (modifiedCount === 1) return;\n    version++;",
        ],
      ],
      told: "Some of the find commands are missing",
    },
    {
      mistake: "it gives up",
      edit: [["    if (modifiedCount === 1) return;", "    if (modifiedCount >= 0) return;"]],
      told: "Some of the update commands are missing",
    },
    {
      mistake: "one after the other",
      edit: [
        [
          "await Promise.all([deposit(100), deposit(100)]);",
          "await deposit(100);\nawait deposit(100);",
        ],
      ],
      told: "something is awaited too early",
    },
  ],
};

import type { ProgramExercise } from "@samples/lab/practice";

const use = `
const lock = createLock();

async function deposit(amount: number) {
  const release = await lock();
  try {
    const account = await accounts.findOne({ _id: "ada" });
    const balance = (account?.balance ?? 0) + amount;
    await accounts.updateOne({ _id: "ada" }, { $set: { balance } });
    if (amount < 0) throw new Error("refused");
  } finally {
    release();
  }
}

const all = [deposit(100), deposit(-1), deposit(100)];
for (const { status } of await Promise.allSettled(all)) console.log(status);

const after = await accounts.findOne({ _id: "ada" });
console.log(\`balance: \${after?.balance}\`);`;

export const exercise: ProgramExercise = {
  kind: "build",
  title: "A lock for one process",
  task: `Three deposits read the balance and write a new one. In this process they are to take turns: the second reads only when
    the first has written. Build createLock(): lock() waits until nobody holds the lock, first come, first served, and
    returns the function that releases it. A deposit that fails must not keep it.`,
  start: {
    of: "lost-update.ts",
    region: "deposit",
    code: `
function createLock() {
  return async () => {
    // Wait here until whoever came before has released it.
    return () => {};
  };
}
${use}`,
  },
  solution: {
    of: "lost-update.ts",
    region: "deposit",
    code: `
function createLock() {
  let last = Promise.resolve();
  return async () => {
    const before = last;
    let release = () => {};
    last = new Promise((resolve) => (release = resolve));
    await before; // first come, first served
    return release;
  };
}
${use}`,
  },
  section: "ordered-locks.ts",
  run: { latencyMs: 20 },
  claims: (is) => [
    is.sent("three deposits read and write", { command: ["find", "update"] }, 7),
    is.inTurn("they take turns", { command: ["find", "update"] }),
    is.prints("all three are made, one of them fails", [
      "fulfilled",
      "rejected",
      "fulfilled",
      "balance: 199",
    ]),
  ],
  hints: [
    "What does the second one have to wait for? Who can tell it?",
    "Keep the promise of the last one in line. Each waits for the one before it and puts its own in its place.",
    "const before = last; let release = () => {}; last = new Promise((resolve) => (release = resolve)); await before; return release;",
  ],
  explanation: `A lock is a chain of promises: each waits for the one before it, and resolves its own when it is done. Setting
    last before the await is what makes it first come, first served. It holds in one process only: between processes the
    database has to decide.`,
  wrong: [
    {
      mistake: "nobody waits",
      edit: [["    await before; // first come, first served\n", "    void before;\n"]],
      told: "Two are under way at the same time",
    },
    {
      mistake: "the place in line is taken after the wait",
      edit: [
        ["    await before; // first come, first served\n", ""],
        ["    const before = last;\n", "    await last;\n"],
      ],
      told: "Two are under way at the same time",
    },
    {
      mistake: "who fails keeps the lock",
      edit: [["  } finally {\n    release();\n  }", "    release();\n  } finally {\n  }"]],
      told: "missing",
    },
    {
      mistake: "nobody can ever have it",
      edit: [["let last = Promise.resolve();", "let last = new Promise<void>(() => {});"]],
      told: "was still running",
    },
  ],
};

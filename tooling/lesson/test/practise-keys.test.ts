import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";

const entry = fileURLToPath(new URL("../bin/lesson.mjs", import.meta.url));
const solution = fileURLToPath(
  new URL("../../../chapters/06-gather/src/gather.ts", import.meta.url),
);
const folder = mkdtempSync(path.join(tmpdir(), "practise keys "));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

/** Types at a terminal of 80 × 24, which util-linux's `script` makes. */
function startAtTerminal(exercise: string) {
  const command = `stty cols 80 rows 24; exec '${process.execPath}' '${entry}' practise ${exercise}`;
  const child = spawn("script", ["-qefc", command, "/dev/null"], {
    env: { ...process.env, LESSON_PRACTICE: folder, NO_COLOR: "1", TERM: "xterm" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  let seen = "";
  let taken = 0;
  let look = (): void => undefined;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    seen += text;
    look();
  });
  return {
    type: (text: string) => void child.stdin.write(text),
    /** Waits until `text` is printed, after what was waited for before. */
    shows: (text: string) =>
      new Promise<void>((resolve) => {
        look = () => {
          const index = seen.indexOf(text, taken);
          if (index === -1) return;
          taken = index + text.length;
          look = () => undefined;
          resolve();
        };
        look();
      }),
    ends: () => new Promise<number | null>((resolve) => child.on("close", resolve)),
  };
}

describe.skipIf(process.platform !== "linux")("at a terminal", () => {
  it(
    "an exercise is read, hinted at, saved, solved and explained",
    { timeout: 120_000 },
    async () => {
      const { type, shows, ends } = startAtTerminal("06/one-by-one");
      const ended = ends();
      await shows("1 of 3 claims left.");
      await shows("q quit");
      type("h");
      await shows("Hint 1 of 3");
      type("h");
      await shows("Hint 2 of 3");
      type("e");
      await shows("The explanation is for afterwards");
      type("d");
      await shows("Press d again");

      // As some editors save: another file in its place.
      const file = path.join(folder, "06", "one-by-one.ts");
      writeFileSync(`${file}.tmp`, readFileSync(solution));
      renameSync(`${file}.tmp`, file);
      await shows("before against now");
      await shows("Solved.");
      type("e");
      await shows("Calling findOne starts the query.");

      rmSync(file);
      await shows("one-by-one.ts is gone.");
      // Two saves at once are one more run.
      writeFileSync(file, "// nothing\n");
      writeFileSync(file, readFileSync(solution));
      await shows("Solved.");
      type("n");
      await shows("06/as-they-arrive: The quick answers wait for the slow one");
      await shows("claims left.");
      type("n");
      await shows("This one is not solved yet. Press n again");
      type("q");

      expect(await ended).toBe(1);
    },
  );

  it("a prediction is asked before it is run", { timeout: 120_000 }, async () => {
    const { type, shows, ends } = startAtTerminal("02/free-or-fast");
    const ended = ends();
    await shows("1. How many queries are in flight");
    type("6\r");
    await shows("2. How many round trips");
    type("6\r");
    await shows("3. Does the timer beat");
    type("yes\r");
    await shows("You said 6; this run shows 1.");
    await shows("q quit");
    type("a");
    await shows("1. How many queries are in flight");
    type("1\r");
    await shows("2. How many");
    type("6\r");
    await shows("3. Does");
    type("y\r");
    await shows("Solved.");
    await shows("q quit");
    type("q");

    expect(await ended).toBe(0);
  });

  it("Ctrl-C ends it, also in the middle of a question", { timeout: 120_000 }, async () => {
    const { type, shows, ends } = startAtTerminal("02/async-is-no-thread");
    const ended = ends();
    await shows("1. How many heartbeats");
    type("\u0003");

    expect(await ended).toBe(1);
  });
});

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { spawnLesson, type Ended } from "./spawn-lesson.ts";

/** A program of a chapter as a reader would have solved the exercise. */
function solution(name: string): string {
  return readFileSync(fileURLToPath(new URL(`../../../chapters/${name}`, import.meta.url)), "utf8");
}

const folder = mkdtempSync(path.join(tmpdir(), "my practice "));
const own = path.join(folder, "practice");
const timeout = 120_000;
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

function practise(args: string[], env: Record<string, string> = {}): Promise<Ended> {
  return spawnLesson(["practise", ...args], { cwd: folder, env: { LESSON_PRACTICE: own, ...env } });
}

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

describe("an exercise, from its start to its solution, in a folder with a space in its path", () => {
  it("is begun, says why it is not solved, and is solved then", { timeout }, async () => {
    const first = await practise(["06/one-by-one", "--check"]);
    expect(first.exitCode).toBe(1);
    expect(first.stdout).toContain("06/one-by-one: Ten queries, one wait");
    expect(first.stdout).toContain("✗ all ten queries are sent before the first reply");
    expect(first.stdout).toContain("Each waits for the one before it");

    // As an editor on Windows saves it.
    const file = path.join(own, "06", "one-by-one.ts");
    writeFileSync(file, solution("06-gather/src/gather.ts").replaceAll("\n", "\r\n"));
    const second = await practise(["06/one-by-one", "--json"]);
    expect(JSON.parse(second.stdout)).toEqual({
      id: "06/one-by-one",
      claims: [
        { name: "each of the ten packages is asked for by a query of its own", holds: true },
        { name: "all ten queries are sent before the first reply", holds: true },
        { name: "the packages are printed in the order of the list", holds: true },
      ],
      done: true,
    });
    expect(second.exitCode).toBe(0);

    const list = await practise(["list"]);
    expect(list.stdout).toMatch(/✓ 06\/one-by-one/);
    expect(list.exitCode).toBe(0);
  });
});

describe("what people write", () => {
  it(
    "that cannot be read is shown as the compiler says it, with its line",
    { timeout },
    async () => {
      const file = write(
        "syntax/one-by-one.ts",
        'import { MongoClient } from "mongodb";\nconst = 1;\n',
      );
      const { stdout, exitCode } = await practise(["--file", file]);

      expect(exitCode).toBe(1);
      expect(stdout).toMatch(/one-by-one\.ts:2/);
      expect(stdout).toContain("3 of 3 claims left.");
    },
  );

  it("with a wrong type is run all the same, and its problem is listed", { timeout }, async () => {
    await practise(["04/return-in-try", "--json"]);
    writeFileSync(
      path.join(own, "04", "return-in-try.ts"),
      `${solution("04-promises/src/return-await.ts")}\nconst wrong: number = "text";\nconsole.error(wrong);\n`,
    );
    const { stdout, exitCode } = await practise(["04/return-in-try", "--problems"]);

    expect(stdout).toMatch(/return-in-try\.ts\(\d+,7\): error TS2322: Type 'string' is not/);
    expect(stdout).toContain("Solved.");
    expect(exitCode).toBe(0);
  });

  it("that never ends is ended, and is not solved", { timeout }, async () => {
    const file = write(
      "endless/one-by-one.ts",
      solution("06-gather/src/gather.ts").replace("console.log(", "for (;;);\nconsole.log("),
    );
    const { stdout, exitCode } = await practise(["--file", file, "--json"]);
    const { claims } = JSON.parse(stdout) as { claims: unknown[] };

    expect(exitCode).toBe(1);
    expect(claims).toContainEqual({
      name: "the program ends",
      holds: false,
      why: expect.stringContaining("was still running") as unknown,
    });
  });

  it("is asked for when it is not there", async () => {
    const { stderr, exitCode } = await practise(["06/one-by-one", "--file", "nowhere.ts"]);

    expect(stderr).toContain(`There is no file ${path.join(folder, "nowhere.ts")}.`);
    expect(exitCode).toBe(2);
  });

  it("under a name that no exercise has needs the exercise's name", async () => {
    const file = write("mine.ts", "");
    const { stderr, exitCode } = await practise(["--file", file]);

    expect(stderr).toContain("Cannot tell which exercise");
    expect(exitCode).toBe(2);
  });
});

describe("a prediction", () => {
  it("is not run before it is answered, and compared with the run then", { timeout }, async () => {
    const first = await practise(["02/free-or-fast", "--check"]);
    expect(first.exitCode).toBe(1);
    expect(first.stdout).toContain("Not answered yet.");
    expect(first.stdout).not.toContain("in flight  ");

    const file = path.join(own, "02", "free-or-fast.answers.txt");
    writeFileSync(file, "> 1\n> 5\n> yes\n");
    const second = await practise(["02/free-or-fast", "--check"]);
    expect(second.stdout).toContain("You said 5; this run shows 6.");
    expect(second.exitCode).toBe(1);

    writeFileSync(file, "> 1\r\n> 6\r\n> y\r\n");
    const third = await practise(["02/free-or-fast", "--check"]);
    expect(third.stdout).toContain("Solved.");
    expect(third.exitCode).toBe(0);
  });
});

describe("a class", () => {
  it("is a table of people and exercises", { timeout }, async () => {
    write("class/ada/06/one-by-one.ts", solution("06-gather/src/gather.ts"));
    write("class/grace/one-by-one.ts", solution("06-gather/src/one-by-one.ts"));
    write("class/grace/notes.md", "nothing");
    const markdown = await practise(["--class", "class"]);
    expect(markdown.stdout.split("\n")).toEqual([
      "|  | 06/one-by-one | done |",
      "| --- | :-: | --: |",
      "| ada | ✓ | 1 |",
      "| grace | 2 of 3 | 0 |",
      "",
      '2 people, 2 files. "2 of 3": so many claims hold.',
      "",
    ]);
    expect(markdown.exitCode).toBe(0);

    const csv = await practise(["--class", "class", "--csv"]);
    expect(csv.stdout).toMatch(
      /^person,exercise,done,held,claims,why\nada,06\/one-by-one,true,3,3,\ngrace,06\/one-by-one,false,2,3,"?all ten queries/,
    );
  });

  it("without an attempt is an error", async () => {
    mkdirSync(path.join(folder, "empty"));
    const { stderr, exitCode } = await practise(["--class", "empty"]);

    expect(stderr).toContain("There are no attempts in");
    expect(exitCode).toBe(2);
  });
});

describe("a folder that cannot be written", () => {
  it("is an error that says what to do, and nothing is left behind", async () => {
    const inTheWay = write("in-the-way", "");
    const { stderr, exitCode } = await practise(["06/one-by-one", "--check"], {
      LESSON_PRACTICE: inTheWay,
    });

    expect(stderr).toMatch(/Cannot write the exercise to .* LESSON_PRACTICE can name another/);
    expect(exitCode).toBe(1);
    expect(existsSync(inTheWay)).toBe(true);
  });
});

import { beforeEach, describe, expect, it } from "vitest";
import { createProgramSearch, type FindPrograms } from "../src/programs/find-programs.ts";
import { program, writeRepository } from "./repository-fixture.ts";
import { spawnLesson } from "./spawn-lesson.ts";

let find: FindPrograms;
const ids = (words: string): string[] => find(words).map((each) => each.program.name);

beforeEach(() => {
  const root = writeRepository({
    "chapters/02-blocking/package.json": { description: "What a thread does meanwhile" },
    "chapters/02-blocking/src/heartbeat.ts": program("A timer that beats", "@wrong"),
    "chapters/06-gather/src/gather.ts": program(
      "Ask for everything, then wait",
      "@python asyncio.gather\n\nTen queries that do not need each other.",
      "await Promise.all(names.map((_id) => packages.findOne({ _id })));",
    ),
    "chapters/06-gather/src/one-by-one.ts": program("Slow: ask for one thing after the other"),
    "chapters/06-gather/questions.json": [
      { question: "Why is await in a loop slow?", programs: ["one-by-one", "gather"] },
    ],
    "chapters/07-limits/src/semaphore.ts": program("Three at a time, in ten lines"),
    "chapters/07-limits/src/p-limit.ts": program(
      "Three at a time, from npm",
      "@python asyncio.Semaphore",
    ),
    "chapters/07-limits/src/pool.ts": program("Wait for a connection"),
    "chapters/07-limits/recorded/pool.txt": "MongoWaitQueueTimeoutError: Timed out",
    "chapters/07-limits/questions.json": [
      { question: "How do I limit concurrency?", programs: ["semaphore", "p-limit"] },
    ],
    "chapters/08-cancel/src/abort.ts": program("Stop", "", "new AbortController();"),
  });
  find = createProgramSearch(root);
});

describe("find", () => {
  it.each([
    ["a title", "beats", ["02/heartbeat"]],
    ["a sentence of the header", "need each other", ["06/gather"]],
    ["the name of a program", "heartbeat", ["02/heartbeat"]],
    ["a name from Python", "asyncio.gather", ["06/gather"]],
    ["a chapter", "thread meanwhile", ["02/heartbeat"]],
    ["an error that it prints", "MongoWaitQueueTimeoutError", ["07/pool"]],
    ["half of a name in the code", "abortcon", ["08/abort"]],
    ["a name in the code", "AbortController", ["08/abort"]],
    ["another form of a word", "beating", ["02/heartbeat"]],
    ["a typo", "hartbeat", ["02/heartbeat"]],
    ["a question with a typo", "how do i limt concurency", ["07/semaphore", "07/p-limit"]],
  ])("leads from %s to the program: %s", (_, words, expected) => {
    expect(ids(words)[0]).toBe(expected[0]);
    expect(ids(words)).toEqual(expect.arrayContaining(expected));
  });

  it("says which question the words are near to, and has its answers in their order", () => {
    const found = find("slow loop").map((each) => [each.program.name, each.question]);

    expect(found).toEqual([
      ["06/one-by-one", "Why is await in a loop slow?"],
      ["06/gather", "Why is await in a loop slow?"],
    ]);
  });

  it("names no question where it found the words elsewhere", () => {
    expect(find("timer")).toEqual([{ program: expect.objectContaining({ name: "02/heartbeat" }) }]);
  });

  it("puts the program that is called so first", () => {
    expect(ids("semaphore")[0]).toBe("07/semaphore");
    expect(ids("06/gather")[0]).toBe("06/gather");
  });

  it.each(["zzqqxx", "", "???"])("finds nothing for %j", (words) => {
    expect(find(words)).toEqual([]);
  });
});

describe("lesson find", () => {
  it("prints programs and questions, and how to run the first", async () => {
    const { stdout, stderr, exitCode } = await spawnLesson(["find", "asyncio.gather"]);

    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
    expect(stdout).toMatch(/^06\/gather +\S.*\n +What is asyncio.gather in JavaScript\?\n/);
    expect(stdout).toMatch(/\nRun the first: pnpm lesson run 06\/gather\n$/);
  });

  it("is an array with --json", async () => {
    const { stdout, exitCode } = await spawnLesson(["find", "asyncio.gather", "--json"]);

    expect({ first: (JSON.parse(stdout) as unknown[])[0], exitCode }).toEqual({
      first: {
        id: "06/gather",
        title: expect.any(String),
        question: "What is asyncio.gather in JavaScript?",
      },
      exitCode: 0,
    });
  });

  it("ends with 1 when nothing is found", async () => {
    expect(await spawnLesson(["find", "zzqqxx"])).toEqual({
      stdout: 'Nothing found for "zzqqxx". All programs: pnpm lesson list\n',
      stderr: "",
      exitCode: 1,
    });
    expect(await spawnLesson(["find", "zzqqxx", "--json"])).toEqual({
      stdout: "[]\n",
      stderr: "",
      exitCode: 1,
    });
  });
});

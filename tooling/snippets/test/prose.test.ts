import { describe, expect, it } from "vitest";
import { checkMarkdownReferences, checkNumbers, checkReferences } from "../src/index.ts";

const known = {
  chapters: new Set(["02", "06"]),
  programs: new Set(["06/gather", "06/one-by-one"]),
};

describe("references", () => {
  it("to chapters and programs that are there are right", () => {
    const text = `Chapters 02 and 06, chapter 6, \`06/gather\`, 06/gather#gather, 06/one-by-one.

\`\`\`sh
pnpm lesson run 06/gather
pnpm lesson new 06/my-idea
\`\`\`

\`\`\`ts
const day = "12/may";
\`\`\`
`;

    expect(checkMarkdownReferences(text, known)).toEqual([]);
  });

  it("to what is not there are told of, with their lines", () => {
    const text = `Lesson 11 has more.

As chapter
07 and chapters 02 to 09 show, \`06/gathr\` is

\`\`\`sh
pnpm lesson compare 06/gather 06/gather-all
\`\`\`
`;

    expect(checkMarkdownReferences(text, known)).toEqual([
      { line: 1, message: "there is no chapter 11" },
      { line: 4, message: "there is no chapter 07" },
      { line: 4, message: "there is no chapter 09" },
      { line: 4, message: "there is no program 06/gathr" },
      { line: 7, message: "there is no program 06/gather-all" },
    ]);
  });

  it("in a program's comment are looked at as well", () => {
    expect(checkReferences("/**\n * See chapter 12.\n */", known)).toEqual([
      { line: 2, message: "there is no chapter 12" },
    ]);
  });
});

describe("numbers in prose", () => {
  const sources = {
    printed: ["10 packages in 56 ms", "0 heartbeats", "6 heartbeats", "took 1.5 s"],
    programs: ["await sleep(400); find(20_000)"],
    latenciesMs: [50],
  };

  it("are right when a run printed them, a program has them, or they are the latency", () => {
    const text = `Ten queries of 50 ms took 56 ms; 400 ms of work, 1,500 ms, and \`999 ms\` in code.
0 heartbeats against 6 heartbeats, 10 packages, 20,000 packages, 3 apples.

\`\`\`text
77 ms
\`\`\`
`;

    expect(checkNumbers(text, sources)).toEqual([]);
  });

  it("are told of when nothing vouches for them", () => {
    expect(
      checkNumbers("Fine.\nIt takes\n185 ms, or 2 s.\n\nAnd 7 heartbeats.\n", sources),
    ).toEqual([
      {
        line: 3,
        message:
          '"185 ms" is in no recorded output, program or latency of this chapter: say what can be checked ("one round trip"), or put a constant in backticks',
      },
      {
        line: 3,
        message:
          '"2 s" is in no recorded output, program or latency of this chapter: say what can be checked ("one round trip"), or put a constant in backticks',
      },
      {
        line: 5,
        message:
          '"7 heartbeats" is not what is recorded: programs of this chapter print 0, 6: write that, or put a constant in backticks',
      },
    ]);
  });
});

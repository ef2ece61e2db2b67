import { BSONRegExp } from "mongodb";
import { describe, expect, it } from "vitest";
import { failure, useDatabase } from "./database.ts";

const database = useDatabase();

async function isFound(text: string, pattern: string, options = ""): Promise<boolean> {
  const texts = database.db.collection<{ _id: string }>("texts");
  await texts.replaceOne({ _id: text }, {}, { upsert: true });
  const $regex = new BSONRegExp(pattern, options);
  return (await texts.countDocuments({ $and: [{ _id: text }, { _id: { $regex } }] })) === 1;
}

describe("a pattern finds what PCRE finds, where JavaScript would not", () => {
  it.each<[string, [text: string, pattern: string, options: string, found: boolean][]]>([
    [
      "the end of a text, before a last line feed or not",
      [
        ["a\n", "^a$", "", true],
        ["a\n\n", "^a$", "", false],
        ["a\n", String.raw`a\z`, "", false],
        ["a\n", String.raw`a\Z`, "", true],
        ["a\nb", "a$", "", false],
      ],
    ],
    [
      "lines, which only a line feed ends",
      [
        ["a\nb", "^b", "m", true],
        ["a\rb", "^b", "m", false],
        ["a\nb", "a$", "m", true],
        ["a\n", "^$", "m", false],
        ["a\nb", String.raw`\Ab`, "m", false],
        ["a\nb", String.raw`a\z`, "m", false],
      ],
    ],
    [
      "a dot, which is all but a line feed",
      [
        ["a\rb", "a.b", "", true],
        ["a\u2028b", "a.b", "", true],
        ["a\nb", "a.b", "", false],
        ["a\nb", "a.b", "s", true],
        ["😀", "^.$", "", true],
      ],
    ],
    [
      "blanks and classes of ASCII",
      [
        ["a\u00A0b", String.raw`a\sb`, "", false],
        ["\u00A0", String.raw`[\s]`, "", false],
        ["a\tb", String.raw`a\sb`, "", true],
        ["`", "[[:punct:]]", "", true],
        ["é", "[[:alpha:]]", "", false],
        ["é", String.raw`\pL`, "", true],
        ["α", String.raw`\p{Greek}`, "", true],
        ["a", String.raw`\p{^L}`, "", false],
      ],
    ],
    [
      "brackets in brackets, and a minus that makes no range",
      [
        ["]a]", "^[]a]+$", "", true],
        ["]", "[^]a]", "", false],
        ["-", String.raw`[\w-.]`, "", true],
        ["-", "[[:alpha:]-z]", "", true],
        [",", "[+--]", "", true],
      ],
    ],
    [
      "what needs no escape, and what has one that it does not need",
      [
        ["a{,2}", "^a{,2}$", "", true],
        ["}]", "^}]$", "", true],
        ["@-", String.raw`^\@\-$`, "", true],
      ],
    ],
    [
      "blanks and comments in the pattern",
      [
        ["ab", "^a b$ # both", "x", true],
        ["a#", String.raw`a\#`, "x", true],
        ["a b", "a[ ]b", "x", true],
        ["AB", "(?ix) a b", "", true],
        ["ab", "a(?#between)b", "", true],
      ],
    ],
    [
      "names of groups, and characters by their numbers",
      [
        ["aa", "^(?P<one>a)(?P=one)$", "", true],
        ["aa", "^(?'one'a)\\k<one>$", "", true],
        ["A", String.raw`\x41`, "", true],
        ["😀", String.raw`\x{1F600}`, "", true],
        ["\n", String.raw`\012`, "", true],
      ],
    ],
  ])("%s", async (_name, cases) => {
    for (const [text, pattern, options, found] of cases) {
      expect([text, pattern, options, await isFound(text, pattern, options)]).toEqual([
        text,
        pattern,
        options,
        found,
      ]);
    }
  });
});

it.each(["a(?i:b)", "a(?i)b", "a++", "(?>a)", "(?|a)", String.raw`\Qa\E`, String.raw`a\Kb`])(
  "refuses by its name what JavaScript has not: %s",
  async (pattern) => {
    expect(await failure(isFound("a", pattern))).toMatchObject({
      code: 115,
      message: expect.stringMatching(/in a regular expression .* run with --mongo docker/),
    });
  },
);

it.each(["[a", "(a", "a\\", "*a", "[z-a]", String.raw`\p{Nothing}`])(
  "tells that a pattern is invalid: %s",
  async (pattern) => {
    expect(await failure(isFound("a", pattern))).toMatchObject({
      code: 51091,
      message: expect.stringMatching(/^Regular expression is invalid: /),
    });
  },
);

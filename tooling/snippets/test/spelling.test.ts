import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const british =
  /(?:[cC]olour|[bB]ehaviour|[nN]eighbour|[hH]onour|[fF]avour(?!ite)|[lL]icence|[aA]nalyse|[oO]rganis(?:e|ing|ation)|[rR]ecognis(?:e|ing)|[nN]ormalis(?:e|ing)|[sS]erialis(?:e|ing|ation)|[iI]nitialis(?:e|ing|ation)|[oO]ptimis(?:e|ing|ation)|[sS]ummaris(?:e|ing)|[sS]ynchronis(?:e|ing|ation)|[cC]apitalis(?:e|ing))[a-z]*|\b(?:[gG]reys?|[tT]owards|[wW]hilst|[cC]ancell(?:ed|ing))\b/g;
/** Names and messages of others: MongoDB's own sentence. */
const notOurs = /Unrecognised input type format/g;

const britishIn = (text: string) => text.replace(notOurs, "").match(british) ?? [];

it("is American in every text of the repository", () => {
  // Chapters are read with their recordings; tests of spelling have to spell.
  const files = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" })
    .split("\0")
    .filter((file) => /\.(?:md|m?[jt]s|css|json|yml)$/.test(file))
    .filter((file) => !file.startsWith("chapters/") && !file.endsWith("spelling.test.ts"));

  const found = files.flatMap((file) =>
    britishIn(readFileSync(`${root}/${file}`, "utf8")).map((word) => `${file}: ${word}`),
  );

  expect(files.length).toBeGreaterThan(100);
  expect(found).toEqual([]);
});

it("finds British words, in names of our own too, and leaves MongoDB's sentence alone", () => {
  expect(
    britishIn("the colourCount was cancelled; Unrecognised input type format; a colour"),
  ).toEqual(["colourCount".slice(0, 6), "cancelled", "colour"]);
});

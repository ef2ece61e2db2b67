import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const british = new RegExp(
  [
    "(?:[cC]olour|[bB]ehaviour|[nN]eighbour|[hH]onour|[fF]avour|[lL]icence|[cC]atalogue|[dD]ialogue|[aA]rtefact|[jJ]udgement|[fF]ulfils?\\b)[a-z]*",
    "(?:[aA]nalys|[oO]rganis|[rR]ecognis|[nN]ormalis|[sS]erialis|[iI]nitialis|[oO]ptimis|[sS]ummaris|[sS]ynchronis|[cC]apitalis|[rR]ealis|[mM]inimis|[cC]ustomis|[vV]isualis|[pP]arallelis|[aA]pologis)(?:e[ds]?|ing|ation)\\b",
    "\\b(?:[gG]reys?|[tT]owards|[wW]hilst|[aA]mongst|[lL]earnt|[sS]pelt|[cC]entres?|[mM]etres|[lL]ook-ups?|[sS]ceptical|[pP]rogrammes?)\\b",
    "\\b(?:[cC]ancell|[lL]abell|[mM]odell|[tT]ravell|[sS]ignall)(?:ed|ing)\\b",
  ].join("|"),
  "g",
);
/** MongoDB's own sentence, the name of Trio's exception, and a folder's name, which is in people's links. */
const notOurs = /Unrecognised input type format|by catching Cancelled|12-odm-and-modelling/g;

const britishIn = (text: string) => text.replace(notOurs, "").match(british) ?? [];

it("is American in every text of the repository", () => {
  // What a program printed is not ours to spell; tests of spelling have to spell.
  const files = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" })
    .split("\0")
    .filter((file) => /\.(?:md|m?[jt]s|css|json|yml)$/.test(file))
    .filter((file) => !file.includes("/recorded/") && !file.endsWith("spelling.test.ts"));

  const found = files.flatMap((file) =>
    britishIn(readFileSync(`${root}/${file}`, "utf8")).map((word) => `${file}: ${word}`),
  );

  expect(files.length).toBeGreaterThan(100);
  expect(found).toEqual([]);
});

it("finds British words, in names of our own too, and leaves MongoDB's sentence alone", () => {
  expect(
    britishIn(
      "the colourCount was cancelled; Unrecognised input type format; a catalogue; analyse, not analysis",
    ),
  ).toEqual(["colour", "cancelled", "catalogue", "analyse"]);
});

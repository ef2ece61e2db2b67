import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import MiniSearch, { type Options, type SearchOptions, type SearchResult } from "minisearch";
import { stemmer } from "stemmer";
import { readChapterFacts } from "./chapter-facts.ts";
import { readPrograms, stemOf, type ListedProgram } from "./program-index.ts";

export interface FoundProgram {
  program: ListedProgram;
  /** The question of its chapter that is nearest to the words, where one is. */
  question?: string;
}

/** Returns the programs that words lead to, the best first. */
export type FindPrograms = (words: string) => FoundProgram[];

/** What is searched of a program, and how much a word counts there. */
const programFields = {
  name: 4,
  title: 4,
  python: 4,
  chapter: 1,
  tags: 1,
  text: 1.5,
  /** What it prints: the errors that a lesson is about stand there. */
  printed: 0.7,
  code: 0.5,
};

type ProgramDocument = { id: string } & Record<keyof typeof programFields, string>;

/** Results with less than this part of the best one's score share a word with the question, and no more. */
const worthShowing = 0.3;

/**
 * Reads all programs below `root`, and the questions of their chapters, and returns a search over them. It tolerates
 * typos and half-typed words.
 *
 * @throws LessonError for a package.json or questions.json that cannot be understood
 */
export function createProgramSearch(
  root: string,
  programs: readonly ListedProgram[] = readPrograms(root),
): FindPrograms {
  const facts = new Map(
    [...new Set(programs.map(({ chapter }) => chapter))].map((chapter) => [
      chapter,
      readChapterFacts(root, chapter),
    ]),
  );
  const byId = new Map(programs.map((program) => [program.name, program]));

  const programIndex = new MiniSearch<ProgramDocument>({
    ...words,
    fields: Object.keys(programFields),
  });
  programIndex.addAll(
    programs.map((program) => {
      const { name, chapter, header } = program;
      const { title: _, python: __, ...tags } = header.tags;
      return {
        id: name,
        name: name.replace("/", " "),
        title: header.title ?? "",
        python: header.python ?? "",
        chapter: `${chapter} ${facts.get(chapter)?.description ?? ""}`,
        tags: Object.values(tags).join(" "),
        text: header.text,
        printed: readWhatIsThere(path.join(path.dirname(program.file), "../recorded"), name),
        code: readFileSync(program.file, "utf8").replace(/\/\*\*[\s\S]*?\*\//, ""),
      };
    }),
  );

  const questions = [...facts.values()].flatMap((chapter) =>
    chapter.questions.map(({ question, programs: answers }) => ({
      question,
      answers: answers
        .map((answer) =>
          answer.includes("/") ? answer : `${chapter.chapter.slice(0, 2)}/${answer}`,
        )
        .filter((id) => byId.has(id)),
    })),
  );
  const questionIndex = new MiniSearch<{ id: number; question: string }>({
    ...words,
    fields: ["question"],
  });
  questionIndex.addAll(questions.map(({ question }, id) => ({ id, question })));

  return (typed) => {
    const wanted = withoutFiller(typed);
    const scores = new Map<string, number>();
    for (const { id, score } of search(programIndex, wanted, { boost: programFields })) {
      scores.set(id as string, score);
    }
    const asked = new Map<string, { question: string; score: number }>();
    for (const { id, score } of search(questionIndex, wanted, { boost: { question: 8 } })) {
      const { question, answers } = questions[id as number] ?? { question: "", answers: [] };
      for (const [place, answer] of answers.entries()) {
        // The first answer is the best; all of them are better than a program that only has the words.
        const worth = score * (1 - 0.1 * Math.min(place, 5));
        if (worth > (asked.get(answer)?.score ?? 0)) asked.set(answer, { question, score: worth });
      }
    }
    for (const [id, { score }] of asked) scores.set(id, (scores.get(id) ?? 0) + score);

    const best = Math.max(0, ...scores.values());
    const enough = worthShowing * best;
    // Who types a name wants the program of that name.
    const name = typed.trim();
    for (const { name: id } of programs.filter((each) =>
      [each.name, stemOf(each.name)].includes(name),
    )) {
      scores.set(id, (scores.get(id) ?? 0) + best);
    }
    return programs
      .flatMap((program) => {
        const score = scores.get(program.name) ?? 0;
        return score > 0 && score >= enough ? [{ program, score }] : [];
      })
      .toSorted((left, right) => right.score - left.score)
      .map(({ program, score }) => {
        const nearest = asked.get(program.name);
        // A question that shares one word by chance explains nothing.
        return nearest && nearest.score >= score / 4
          ? { program, question: nearest.question }
          : { program };
      });
  };
}

/** A name is found whole and by its parts: AbortController, asyncio.wait_for, p-limit. */
const words = {
  tokenize: (text: string): string[] =>
    text
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== "")
      .flatMap((word) => {
        const parts = word.split(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/);
        return parts.length === 1 ? parts : [word, ...parts];
      }),
  processTerm: (term: string): string => stemmer(term.toLowerCase()),
} satisfies Partial<Options>;

const howWordsMatch: SearchOptions = {
  prefix: (term, index, terms) => index === terms.length - 1 || term.length > 3,
  fuzzy: (term) => (term.length > 3 ? 0.2 : false),
  maxFuzzy: 2,
  weights: { fuzzy: 0.35, prefix: 0.6 },
};

/** A document with all of the words comes before one that has some of them often. */
function search<Document>(
  index: MiniSearch<Document>,
  typed: string,
  options: SearchOptions,
): SearchResult[] {
  const count = new Set(words.tokenize(typed).map(words.processTerm)).size;
  return index.search(typed, { ...howWordsMatch, ...options }).map((result) => ({
    ...result,
    score: result.score * (new Set(result.queryTerms).size / count) ** 1.5,
  }));
}

/** What a person types around the words that matter. */
const filler = new Set(
  "a an and are at be by can do does did how i in into is it my of on or should so that the then there this to was we what when where which who why with you your".split(
    " ",
  ),
);

/** Returns what is left without filler, or everything where nothing else is there. */
function withoutFiller(typed: string): string {
  const all = typed.split(/\s+/).filter((word) => word !== "");
  const kept = all.filter((word) => !filler.has(word.toLowerCase().replaceAll(/[?!.,]/g, "")));
  return (kept.length > 0 ? kept : all).join(" ");
}

function readWhatIsThere(folder: string, name: string): string {
  const file = path.join(folder, `${stemOf(name)}.txt`);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "Which books did Bob give five stars?",
  task: `The query finds a book that Ann gave five stars and Bob one. Only the books that Bob himself gave five stars are asked
    for. Let the server choose them: no book that does not fit may come over the wire.`,
  start: "dotted-array.ts",
  solution: "elem-match.ts",
  run: { latencyMs: 10 },
  claims: (is) => [
    is.sent("one query is sent", "find", 1),
    is.that("only what fits comes over the wire", ({ timeline }) => {
      const { documents } = timeline.mongodb("find").first;
      return documents === 1
        ? undefined
        : `The reply has ${documents} books: each condition is met by some review, not by the same one.`;
    }),
    is.prints("the right book is found", ["Solaris"]),
  ],
  hints: [
    "Which review of Ulysses meets the first condition, and which one the second?",
    "Both conditions have to hold for one element of the array. There is an operator for that.",
    '{ reviews: { $elemMatch: { by: "Bob", stars: 5 } } }',
  ],
  explanation: `Conditions on dotted paths of an array may be met by different elements. $elemMatch asks for one element that meets all
    of them. Use it whenever you have two conditions on the elements of one array.`,
  section: "dotted-array.ts",
  wrong: [
    {
      mistake: "chosen in the program",
      of: "dotted-array.ts",
      edit: [
        [
          "for await (const book of books.find(liked)) console.log(book.title);",
          'for await (const book of books.find(liked)) {\n  const reviews = book.reviews as { by: string; stars: number }[];\n  if (reviews.some(({ by, stars }) => by === "Bob" && stars === 5)) console.log(book.title);\n}',
        ],
      ],
      told: "The reply has 2 books",
    },
    {
      mistake: "only the first",
      of: "dotted-array.ts",
      edit: [["books.find(liked)", "books.find(liked).sort({ title: -1 }).limit(1)"]],
      told: "It printed: Ulysses",
    },
    {
      mistake: "the whole review has to be equal, with its fields in another order",
      edit: [
        [
          '{ reviews: { $elemMatch: { by: "Bob", stars: 5 } } }',
          '{ reviews: { stars: 5, by: "Bob" } }',
        ],
      ],
      told: "It printed: nothing",
    },
  ],
};

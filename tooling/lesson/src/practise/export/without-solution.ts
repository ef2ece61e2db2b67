import type { Exercise } from "@samples/lab/practice";

/** What tells how an exercise is made, and how it is solved. */
const telltale = new Set(["start", "program", "solution", "wrong"]);

/**
 * Returns the source of an exercise, without what would give it away: what it is made from, how it is solved, and how it
 * goes wrong. In their place stands the name of a file that lies beside its checks.
 *
 * @param source what stands in `chapters/NN-…/practice/<name>.ts`
 * @param program the file that stands for its programs: "./one-by-one.ts"
 * @throws Error when it exports no exercise
 */
export async function withoutSolution(
  source: string,
  kind: Exercise["kind"],
  program: string,
): Promise<string> {
  // Loaded here: nothing else in the command line parses anything.
  const { parseAst } = await import("rolldown/parseAst");
  const { body } = parseAst(source, { lang: "ts" });
  const exercise = body
    .flatMap((each) => (each.type === "ExportNamedDeclaration" ? (each.declaration ?? []) : each))
    .flatMap((each) => (each.type === "VariableDeclaration" ? each.declarations : []))
    .find(({ id }) => id.type === "Identifier" && id.name === "exercise")?.init;
  if (exercise?.type !== "ObjectExpression")
    throw new Error("This file of practice/ exports no exercise");

  const kept = exercise.properties.flatMap((each) => {
    const isTelltale =
      each.type === "Property" && each.key.type === "Identifier" && telltale.has(each.key.name);
    return isTelltale ? [] : [source.slice(each.start, each.end)];
  });
  const replaced = {
    predict: { program },
    order: { program, solution: "", wrong: [] },
    other: { start: program, solution: program, wrong: [] },
  }[kind === "predict" || kind === "order" ? kind : "other"];
  const properties = [
    ...kept,
    ...Object.entries(replaced).map(([name, value]) => `${name}: ${JSON.stringify(value)}`),
  ];
  return `${source.slice(0, exercise.start)}{ ${properties.join(", ")} }${source.slice(exercise.end)}`;
}

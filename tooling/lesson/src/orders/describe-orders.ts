import { replayCommand, type OrdersOutcome, type OrdersResult } from "@samples/lab";
import { colors, terminal } from "../terminal/terminal.ts";

/** More pictures than this say nothing more. */
const mostPictures = 3;

/** More outcomes than this are only counted. */
const mostOutcomes = 12;

export interface DescribeOptions {
  /** The program's name on the command line. */
  name: string;
  /** What the program was given. */
  args: readonly string[];
  expect?: string | undefined;
  picture: boolean;
}

/** Returns what a person reads about the orders of a program. */
export async function describeOrders(
  result: OrdersResult,
  options: DescribeOptions,
): Promise<string> {
  const { outcomes } = result;
  const common = linesInAll(outcomes);
  const parts = [headline(result), ...caveats(result).map((text) => colors.dim(text))];
  for (const outcome of outcomes.slice(-mostOutcomes)) {
    parts.push("", ...describeOutcome(outcome, result, common, options));
  }
  if (outcomes.length > mostOutcomes) {
    parts.push(
      "",
      `${outcomes.length - mostOutcomes} more outcomes, each rarer: --json has them all.`,
    );
  }
  for (const { order, expected, found } of result.diverged.slice(0, 3)) {
    parts.push(
      "",
      `${colors.yellow("It has a choice of its own")}: after ${order || "its start"} it did something else than the time before.`,
      `  before: ${expected.join(", ") || "(it ended)"}`,
      `  now:    ${found.join(", ") || "(it ended)"}`,
      "  A clock or a random number decides there; orders beyond this point are not told.",
    );
  }
  if (options.picture && outcomes.length > 0) {
    const { layOutPicture, renderTerminal } = await import("@samples/timeline");
    for (const { first } of outcomes.slice(-mostPictures)) {
      parts.push("", renderTerminal(layOutPicture(titled(first, endOf(first)))));
    }
  }
  return parts.join("\n");
}

function headline({
  complete,
  tried,
  atLeast,
  outcomes,
  random,
  seed,
  tookMs,
}: OrdersResult): string {
  const seconds = `${(tookMs / 1000).toFixed(1)} s`;
  const ends = outcomes.length === 1 ? "one outcome" : `${outcomes.length} outcomes`;
  if (complete) {
    const all = tried === 1 ? "1 order, the only one there is" : `All ${tried} orders`;
    return `${colors.bold(all)}, in ${seconds}: ${ends}.`;
  }
  const orders = `${tried} ${tried === 1 ? "order" : "orders"}`;
  const how = random > 0 ? `, ${random} of them at random with seed ${seed}` : "";
  if (atLeast === tried)
    return `${colors.bold(orders)}, in ${seconds}: ${ends}. Not all is explored.`;
  return `${colors.bold(orders)}${how}, of more than ${atLeast - 1}, in ${seconds}: ${ends}. Nothing is proved about the others.`;
}

function caveats(result: OrdersResult): string[] {
  const notes: string[] = [];
  if (result.cutShort > 0)
    notes.push(
      `${result.cutShort} went on for too long and ${result.cutShort === 1 ? "was" : "were"} ended: what could have come after is not told.`,
    );
  if (result.hadTimers)
    notes.push(
      "It has timers: those that rang soon were waited for. When they ring was not varied.",
    );
  if (result.wasGuessed)
    notes.push(
      "This system does not tell when a program rests: it counted as resting when it was quiet for a while.",
    );
  return notes;
}

function describeOutcome(
  outcome: OrdersOutcome,
  { tried, outcomes }: OrdersResult,
  common: ReadonlySet<string>,
  { expect, name, args }: DescribeOptions,
): string[] {
  const { count, first } = outcome;
  const verdict =
    expect === undefined
      ? ""
      : outcome.ending.output.join("\n").includes(expect)
        ? colors.green(" ✓ as expected")
        : colors.red(" ✗ not as expected");
  const lines = linesOf(outcome);
  const own = lines.filter((line) => !common.has(line));
  const shown = outcomes.length > 1 && own.length > 0 ? own : lines;
  return [
    `${colors.bold(`${count} of ${tried}`)} ${count === 1 ? "ends" : "end"} with${verdict}`,
    ...shown.slice(0, 8).map((line) => {
      const mark = outcomes.length === 1 || common.has(line) ? " " : colors.yellow("≠");
      return `  ${mark} ${cut(line)}`;
    }),
    ...(shown.length > 8 ? [`    … ${shown.length - 8} more lines`] : []),
    `    ${cut(sequenceOf(outcome))}`,
    `    ${colors.dim(replayCommand(name, first.order, args))}`,
  ];
}

/** Everything that an outcome is made of, one line each. */
function linesOf({ ending }: OrdersOutcome): string[] {
  const { exitCode, signal, isUnfinished, output, database } = ending;
  const end = isUnfinished
    ? "it did not end by itself"
    : signal !== null
      ? `ended by ${signal}`
      : exitCode === 0
        ? ""
        : `exit code ${exitCode}`;
  const documents = Object.entries(database).flatMap(([collection, each]) =>
    each.map((document) => `${collection}: ${JSON.stringify(document)}`),
  );
  return [...output, ...(end === "" ? [] : [end]), ...documents];
}

function linesInAll(outcomes: OrdersOutcome[]): Set<string> {
  const [first, ...others] = outcomes.map((outcome) => new Set(linesOf(outcome)));
  return new Set(
    [...(first ?? [])].filter((line) => others.length > 0 && others.every((set) => set.has(line))),
  );
}

/** "find₁ find₂ update₁ update₂" */
function sequenceOf({ first }: OrdersOutcome): string {
  return first.steps
    .map(({ actor, key, text }) => {
      const [word = ""] = text.replace(/^[^:]*: /, "").split(" ");
      const end = key.endsWith("rx")
        ? "⚡after"
        : key.endsWith("x")
          ? "⚡before"
          : key.endsWith("r")
            ? "′"
            : "";
      return `${word}${subscript(actor)}${end}`;
    })
    .join(" ");
}

function subscript(number: number): string {
  return String(number).replace(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)] ?? digit);
}

function cut(line: string): string {
  const longest = terminal.width - 6;
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}

function titled<Run extends { title?: string }>(run: Run, title: string): Run {
  return { ...run, title };
}

function endOf({ order, output }: OrdersOutcome["first"]): string {
  return `${output.at(-1)?.text ?? "no output"}, order ${order}`;
}

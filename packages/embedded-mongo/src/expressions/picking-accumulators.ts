import type { Document } from "bson";
import { compareValues } from "../bson/compare.ts";
import { isPlain, toDouble } from "../bson/decode.ts";
import { describe } from "../bson/describe.ts";
import { toNumber } from "../bson/number.ts";
import { isNumeric, type Numeric } from "../bson/type.ts";
import { MongoError } from "../errors.ts";
import { parseSort } from "../query/sort.ts";
import type { Accumulator, AccumulatorContext } from "./accumulators.ts";
import { fieldsOf, isNothing, type Fields } from "./operator.ts";

/** An accumulator whose operand is a document, of which a part is evaluated on each document of the group. */
export interface PickingAccumulator {
  /** Returns the expression whose values `add` gets. @throws MongoError when the operand is wrong */
  expressionOf(operand: unknown): Document;
  create(context: AccumulatorContext, operand: unknown): Accumulator;
}

const ofN: Fields = {
  required: ["n", "input"],
  notObject: 5787801,
  unknown: 5787901,
  missing: [5787906, 5787907],
};

/** Returns how many values are wanted, which the evaluated operand says. @throws MongoError */
function countOf({ n }: Document): number {
  const count = isNumeric(n) ? toNumber(n as Numeric) : Number.NaN;
  if (!Number.isInteger(count)) {
    throw new MongoError(
      5787902,
      `Value for 'n' must be of integral type, but found ${describe(n)}`,
    );
  }
  if (count <= 0) throw new MongoError(5787908, `'n' must be greater than 0, found ${count}`);
  return count;
}

/** Keeps what `pick` leaves of the values so far; it gets as many as twice those that are wanted. */
function picking(
  name: string,
  pick: (values: unknown[], n: number, context: AccumulatorContext) => unknown[],
): PickingAccumulator {
  return {
    expressionOf: (operand) => fieldsOf(name, operand, ofN),
    create(context) {
      let n = 1;
      let values: unknown[] = [];
      return {
        add(given) {
          n = countOf(given as Document);
          values.push((given as Document).input ?? null);
          if (values.length >= 2 * n + 100) values = pick(values, n, context);
        },
        result: () => pick(values, n, context),
      };
    },
  };
}

function extremes(name: string, direction: 1 | -1): PickingAccumulator {
  return picking(name, (values, n, { text }) =>
    values
      .filter((value) => !isNothing(value))
      .toSorted((left, right) => compareValues(left, right, text) * direction)
      .slice(0, n),
  );
}

const sorted = {
  required: ["sortBy", "output"],
  notObject: 5788001,
  unknown: 5788002,
  missing: [5788005, 5788004],
};

interface Placed {
  output: unknown;
  keys: unknown[];
}

/** $top and its kin: outputs in the order of `sortBy`, from its start or up to its end. */
function placing(name: string, isFromEnd: boolean): PickingAccumulator {
  const isList = name.endsWith("N");
  const fields = isList
    ? { ...sorted, required: ["n", "sortBy", "output"], missing: [5788003, 5788005, 5788004] }
    : sorted;
  return {
    expressionOf(operand) {
      const { n, sortBy, output } = fieldsOf(name, operand, fields);
      if (!isPlain(sortBy)) {
        throw new MongoError(
          5788604,
          `expected 'sortBy' to already be an object in the arguments to ${name}`,
        );
      }
      const keys = parseSort(sortBy).map(({ path }) => ({ $ifNull: [`$${path}`, null] }));
      return { ...(isList ? { n: n as unknown } : {}), output: { $ifNull: [output, null] }, keys };
    },
    create({ text }, operand) {
      const directions = parseSort((operand as Document).sortBy).map(({ direction }) => direction);
      const compare = (left: Placed, right: Placed): number => {
        for (const [index, direction] of directions.entries()) {
          const order = compareValues(left.keys[index], right.keys[index], text);
          if (order !== 0) return order * direction;
        }
        return 0;
      };
      let n = 1;
      let placed: Placed[] = [];
      const keepBest = (): void => {
        placed.sort(compare);
        placed = isFromEnd ? placed.slice(-n) : placed.slice(0, n);
      };
      return {
        add(given) {
          if (isList) n = countOf(given as Document);
          placed.push(given as Placed);
          if (placed.length >= 2 * n + 100) keepBest();
        },
        result() {
          keepBest();
          const outputs = placed.map(({ output }) => output);
          return isList ? outputs : (outputs[0] ?? null);
        },
      };
    },
  };
}

const ofPercentile = { notObject: 7436100, unknown: 40415, missing: 40414 };

/** Checks `p` and `method`. @throws MongoError */
function portionsOf(operand: Document): number[] {
  const { p, method } = operand;
  if (method !== "approximate") {
    throw new MongoError(
      "BadValue",
      "Currently only 'approximate' can be used as percentile 'method'.",
    );
  }
  const portions = Array.isArray(p) ? (p as unknown[]) : [];
  if (portions.length === 0) {
    throw new MongoError(
      7750301,
      "The $percentile 'p' field must be an array of numbers from [0, 1]",
    );
  }
  return portions.map((portion) => {
    const number = isNumeric(portion) ? toNumber(portion as Numeric) : Number.NaN;
    if (number >= 0 && number <= 1) return number;
    throw new MongoError(
      7750302,
      `The $percentile 'p' field must be an array of numbers from [0, 1], found: ${describe(portion)}`,
    );
  });
}

/** Of each portion the least number that so many of all numbers are not above. */
export function percentiles(values: unknown[], portions: number[]): (Numeric | null)[] {
  const numbers = values
    .filter((value) => isNumeric(value))
    .map((value) => toNumber(value as Numeric))
    .filter((number) => !Number.isNaN(number))
    .toSorted((left, right) => left - right);
  return portions.map((portion) => {
    const rank = Math.max(1, Math.ceil(portion * numbers.length));
    const number = numbers[rank - 1];
    return number === undefined ? null : toDouble(number);
  });
}

function percentile(name: "$median" | "$percentile"): PickingAccumulator {
  const isMedian = name === "$median";
  const required = isMedian ? ["input", "method"] : ["input", "p", "method"];
  const checked = (operand: unknown): { input: unknown; portions: number[] } => {
    const given = fieldsOf(name, operand, { ...ofPercentile, required });
    return { input: given.input, portions: portionsOf(isMedian ? { ...given, p: [0.5] } : given) };
  };
  return {
    expressionOf: (operand) => ({ input: checked(operand).input }),
    create(_context, operand) {
      const { portions } = checked(operand);
      const values: unknown[] = [];
      return {
        add: (given) => values.push((given as Document).input),
        result() {
          const found = percentiles(values, portions);
          return isMedian ? found[0] : found;
        },
      };
    },
  };
}

/** Accumulators that pick some of a group's values; mingo's compare as JavaScript does. */
export const pickingAccumulators: Record<string, PickingAccumulator> = {
  $firstN: picking("$firstN", (values, n) => values.slice(0, n)),
  $lastN: picking("$lastN", (values, n) => values.slice(-n)),
  $minN: extremes("$minN", 1),
  $maxN: extremes("$maxN", -1),
  $top: placing("$top", false),
  $topN: placing("$topN", false),
  $bottom: placing("$bottom", true),
  $bottomN: placing("$bottomN", true),
  $median: percentile("$median"),
  $percentile: percentile("$percentile"),
};

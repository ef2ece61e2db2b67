import type { Document } from "bson";
import { compareValues, type CompareText } from "../bson/compare.ts";
import { isPlain, toDouble } from "../bson/decode.ts";
import { keyOf, type FoldText } from "../bson/key.ts";
import { alike, divideDecimals, isDecimal } from "../bson/decimal.ts";
import { toNumber } from "../bson/number.ts";
import { isNumeric, typeOf, type Numeric } from "../bson/type.ts";
import { MongoError } from "../errors.ts";
import { Sum } from "./sum.ts";

/** Takes the values of a group one by one; a field that is not there is `undefined`. */
export interface Accumulator {
  add(value: unknown): void;
  result(): unknown;
}

export function divide(left: Numeric, right: Numeric): Numeric {
  const [a, b] = alike(left, right);
  return isDecimal(a) || isDecimal(b) ? divideDecimals(a, b) : toDouble(toNumber(a) / toNumber(b));
}

function sum(): Accumulator {
  const total = new Sum();
  return {
    add(value) {
      if (isNumeric(value)) total.add(value as Numeric);
    },
    result: () => total.value,
  };
}

function average(): Accumulator {
  const total = new Sum();
  let count = 0;
  return {
    add(value) {
      if (!isNumeric(value)) return;
      total.add(value as Numeric);
      count += 1;
    },
    result: () => (count === 0 ? null : divide(total.value, count)),
  };
}

function extreme(sign: 1 | -1, text: CompareText | undefined): Accumulator {
  let best: unknown;
  return {
    add(value) {
      if (value === undefined || value === null) return;
      if (best === undefined || compareValues(value, best, text) * sign > 0) best = value;
    },
    result: () => best ?? null,
  };
}

/** Standard deviation of the numbers, by Welford's method; `spare` is 1 for that of a sample, which needs two. */
function deviation(spare: 0 | 1): Accumulator {
  let count = 0;
  let mean = 0;
  let squares = 0;
  return {
    add(value) {
      if (!isNumeric(value)) return;
      const number = toNumber(value as Numeric);
      const fromMean = number - mean;
      count += 1;
      mean += fromMean / count;
      squares += fromMean * (number - mean);
    },
    result: () => (count <= spare ? null : toDouble(Math.sqrt(squares / (count - spare)))),
  };
}

function push(): Accumulator {
  const values: unknown[] = [];
  return {
    add(value) {
      if (value !== undefined) values.push(value);
    },
    result: () => values,
  };
}

function addToSet(fold: FoldText | undefined): Accumulator {
  const values = new Map<string, unknown>();
  return {
    add(value) {
      if (value === undefined) return;
      const key = keyOf(value, fold);
      if (!values.has(key)) values.set(key, value);
    },
    result: () => [...values.values()],
  };
}

function first(): Accumulator {
  let found: { value: unknown } | undefined;
  return {
    add(value) {
      found ??= { value };
    },
    result: () => found?.value ?? null,
  };
}

function last(): Accumulator {
  let latest: unknown;
  return {
    add(value) {
      latest = value;
    },
    result: () => latest ?? null,
  };
}

function mergeObjects(): Accumulator {
  const merged: Document = {};
  return {
    add(value) {
      if (value === undefined || value === null) return;
      if (!isPlain(value)) {
        throw new MongoError(
          40400,
          `$mergeObjects requires object inputs, but input is of type ${typeOf(value).name}`,
        );
      }
      Object.assign(merged, value);
    },
    result: () => merged,
  };
}

function counter(): Accumulator {
  let total = 0;
  return {
    add() {
      total += 1;
    },
    result: () => total,
  };
}

export interface AccumulatorContext {
  text: CompareText | undefined;
  fold: FoldText | undefined;
}

/** The accumulators that are exact here; the others are mingo's. */
export const accumulators: Record<string, (context: AccumulatorContext) => Accumulator> = {
  $sum: sum,
  $avg: average,
  $min: ({ text }) => extreme(-1, text),
  $max: ({ text }) => extreme(1, text),
  $stdDevPop: () => deviation(0),
  $stdDevSamp: () => deviation(1),
  $push: push,
  $addToSet: ({ fold }) => addToSet(fold),
  $first: first,
  $last: last,
  $mergeObjects: mergeObjects,
  $count: counter,
};

import {
  Binary,
  calculateObjectSize,
  Decimal128,
  Double,
  Long,
  Timestamp,
  type Document,
} from "bson";
import { evalExpr } from "mingo/core";
import * as mingo from "mingo/operators/expression";
import { $push } from "mingo/operators/accumulator";
import type { Any } from "mingo/types";
import { compareValues } from "../bson/compare.ts";
import { isPlain } from "../bson/decode.ts";
import { keyOf } from "../bson/key.ts";
import { fromBigInt, toNumber } from "../bson/number.ts";
import { isNumeric, typeOf, type Numeric } from "../bson/type.ts";
import { MongoError, notSupported } from "../errors.ts";
import { sortDocuments, parseSort } from "../query/sort.ts";
import { accumulators, type Accumulator } from "./accumulators.ts";
import { arithmetic, isWhole } from "./arithmetic.ts";
import { arrayOperators } from "./array-operators.ts";
import { dateOperators } from "./date-operators.ts";
import { isNothing, named, ofValues, type Operator, type Operators } from "./operator.ts";
import { pickingAccumulators, type PickingAccumulator } from "./picking-accumulators.ts";
import { scopeOperators } from "./scopes.ts";
import { textOperators } from "./text-operators.ts";

/*
 * Operators that mingo does not have, or answers differently: it knows JavaScript's numbers and an order of its own,
 * so whatever compares, calculates, converts or tells types is here.
 */

function comparison(holds: (order: number) => unknown): (values: unknown[]) => unknown {
  return ([left, right]) => holds(Math.sign(compareValues(left, right)));
}

const comparisons: Operators = {
  ...named(
    comparison((order) => order === 0),
    ["$eq"],
    [2],
  ),
  ...named(
    comparison((order) => order !== 0),
    ["$ne"],
    [2],
  ),
  ...named(
    comparison((order) => order > 0),
    ["$gt"],
    [2],
  ),
  ...named(
    comparison((order) => order >= 0),
    ["$gte"],
    [2],
  ),
  ...named(
    comparison((order) => order < 0),
    ["$lt"],
    [2],
  ),
  ...named(
    comparison((order) => order <= 0),
    ["$lte"],
    [2],
  ),
  ...named(
    comparison((order) => order),
    ["$cmp"],
    [2],
  ),
};

function requireArray(value: unknown, name: string, code: number): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  throw new MongoError(
    code,
    `${name} requires an array as an argument, found: ${typeOf(value).name}`,
  );
}

/** Elements by key, each once. */
function setOf(value: unknown, name: string): Map<string, unknown> {
  const map = new Map<string, unknown>();
  for (const item of requireArray(value, name, 17043))
    if (!map.has(keyOf(item))) map.set(keyOf(item), item);
  return map;
}

function sets(
  apply: (sets: Map<string, unknown>[]) => unknown,
): (values: unknown[], name: string) => unknown {
  return (values, name) =>
    values.some(isNothing) ? null : apply(values.map((value) => setOf(value, name)));
}

/** A comparison of sets, where nothing is no set. */
function setsThatAre(
  apply: (sets: Map<string, unknown>[]) => unknown,
): (values: unknown[], name: string) => unknown {
  return (values, name) => {
    const codes = name === "$setEquals" ? [17044] : [17046, 17042];
    return apply(
      values.map((value, index) => {
        if (Array.isArray(value)) return setOf(value, name);
        throw new MongoError(
          codes[index] ?? 17044,
          `All operands of ${name} must be arrays. Argument ${index + 1} is of type: ${typeOf(value).name}`,
        );
      }),
    );
  };
}

function indexOf([array, wanted, from = 0, to]: unknown[]): unknown {
  if (isNothing(array)) return null;
  const items = requireArray(array, "$indexOfArray", 40090);
  const end = to === undefined ? items.length : toNumber(to as Numeric);
  const start = toNumber(from as Numeric);
  if (start < 0 || end < 0) {
    throw new MongoError(40097, "$indexOfArray requires a nonnegative index");
  }
  return items.findIndex(
    (item, index) => index >= start && index < end && compareValues(item, wanted) === 0,
  );
}

const lists: Operators = {
  ...named(
    ([value, array]) =>
      requireArray(array, "$in", 40081).some((item) => compareValues(item, value) === 0),
    ["$in"],
    [2],
  ),
  ...named(
    ([array]) => {
      if (Array.isArray(array)) return array.length;
      throw new MongoError(
        17124,
        `The argument to $size must be an array, but was of type: ${typeOf(array).name}`,
      );
    },
    ["$size"],
    [1],
  ),
  ...named(indexOf, ["$indexOfArray"], [2, 3, 4]),
  ...named(
    sets((all) => [...new Map(all.flatMap((set) => [...set])).values()]),
    ["$setUnion"],
  ),
  ...named(
    sets(([first, ...rest]) =>
      [...(first ?? [])]
        .filter(([key]) => rest.every((set) => set.has(key)))
        .map(([, item]) => item),
    ),
    ["$setIntersection"],
  ),
  ...named(
    sets(([left, right]) =>
      [...(left ?? [])].filter(([key]) => !right?.has(key)).map(([, item]) => item),
    ),
    ["$setDifference"],
    [2],
  ),
  ...named(
    setsThatAre(([first, ...rest]) =>
      rest.every(
        (set) => set.size === first?.size && [...set.keys()].every((key) => first.has(key)),
      ),
    ),
    ["$setEquals"],
  ),
  ...named(
    setsThatAre(([left, right]) => [...(left?.keys() ?? [])].every((key) => right?.has(key))),
    ["$setIsSubset"],
    [2],
  ),
  $sortArray: (document, operand, options) => {
    const { input, sortBy } = operand as { input: unknown; sortBy: unknown };
    const array = evalExpr(document, input, options);
    if (isNothing(array)) return null;
    const items = requireArray(array, "$sortArray", 2942504);
    if (!isPlain(sortBy)) {
      const direction = toNumber(sortBy as Numeric);
      return items.toSorted((a, b) => compareValues(a, b) * direction);
    }
    return sortDocuments(items as Document[], parseSort(sortBy));
  },
};

const withoutCollation = { text: undefined, fold: undefined };

/** Accumulators over the documents of a group, as mingo's stages ask for them. */
export const groupOperators: Operators = {
  ...Object.fromEntries(
    ["$sum", "$avg", "$min", "$max", "$stdDevPop", "$stdDevSamp"].map(
      (name): [string, Operator] => [
        name,
        (documents, operand, options) =>
          accumulate(name, $push(documents as Any[], operand, options)),
      ],
    ),
  ),
  ...Object.fromEntries(
    Object.entries(pickingAccumulators).map(([name, picking]): [string, Operator] => [
      name,
      (documents, operand, options) => {
        const values = $push(documents as Any[], picking.expressionOf(operand), options);
        return resultOf(picking.create(withoutCollation, operand), values);
      },
    ]),
  ),
};

function accumulate(name: string, values: unknown[]): Any {
  const accumulator = accumulators[name]?.(withoutCollation);
  return accumulator && resultOf(accumulator, values);
}

function resultOf(accumulator: Accumulator, values: unknown[]): Any {
  for (const value of values) accumulator.add(value);
  return accumulator.result();
}

/** $firstN and its kin over the elements of an array; $median and $percentile over a single number, too. */
function pickingFrom(name: string, picking: PickingAccumulator): Operator {
  const isOfNumbers = name === "$median" || name === "$percentile";
  return (document, operand, options) => {
    if (Array.isArray(document)) return groupOperators[name]?.(document, operand, options);
    const values = evalExpr(document, picking.expressionOf(operand), options) as Document;
    const { input } = values as { input: unknown };
    if (!Array.isArray(input) && !isOfNumbers) {
      throw new MongoError(5788200, "Input must be an array");
    }
    const items = Array.isArray(input) ? (input as unknown[]) : [input];
    return resultOf(
      picking.create(withoutCollation, operand),
      items.map((item) => ({ ...values, input: item })),
    );
  };
}

/** $sum and its kin over the operands, or over the elements of a single array. */
function accumulating(name: string): Operators {
  const ofOperands = ofValues((values) => {
    const [only] = values;
    return accumulate(
      name,
      values.length === 1 && Array.isArray(only) ? (only as unknown[]) : values,
    );
  }, name);
  return {
    [name]: (document, operand, options) =>
      (Array.isArray(document) ? groupOperators[name] : ofOperands)?.(document, operand, options),
  };
}

function partOfTimestamp(value: unknown, part: "t" | "i", code: number): unknown {
  if (isNothing(value)) return null;
  if (value instanceof Timestamp) return Long.fromNumber(value[part]);
  throw new MongoError(code, `Argument must be a timestamp, but is ${typeOf(value).name}`);
}

/** Bits of ints make an int, with a long among them a long. */
function bitwise(
  start: bigint,
  combine: (left: bigint, right: bigint) => bigint,
): (values: unknown[], name: string) => unknown {
  return (values, name) => {
    const wrong = values.find((value) => !isNothing(value) && !isWhole(value));
    if (wrong !== undefined) {
      throw new MongoError(
        "TypeMismatch",
        `${name} only supports int and long operands, not ${typeOf(wrong).name}.`,
      );
    }
    if (values.some(isNothing)) return null;
    const bits = values.map((value) => BigInt(String(value)));
    return fromBigInt(
      bits.reduce(combine, start),
      values.some((value) => value instanceof Long),
    );
  };
}

const others: Operators = {
  ...named(
    bitwise(-1n, (left, right) => left & right),
    ["$bitAnd"],
  ),
  ...named(
    bitwise(0n, (left, right) => left | right),
    ["$bitOr"],
  ),
  ...named(
    bitwise(0n, (left, right) => left ^ right),
    ["$bitXor"],
  ),
  ...named(
    bitwise(0n, (_, bits) => ~bits),
    ["$bitNot"],
    [1],
  ),
  ...named(([value]) => typeOf(value).name, ["$type"], [1]),
  ...named(([value]) => isNumeric(value), ["$isNumber"], [1]),
  ...named(
    ([value]) => {
      if (isNothing(value)) return null;
      if (isPlain(value)) return calculateObjectSize(value);
      throw new MongoError(
        31393,
        `$bsonSize requires a document input, found: ${typeOf(value).name}`,
      );
    },
    ["$bsonSize"],
    [1],
  ),
  ...named(
    ([value]) => {
      if (isNothing(value)) return null;
      if (typeof value === "string") return Buffer.byteLength(value);
      if (value instanceof Binary) return value.length();
      throw new MongoError(
        51276,
        `$binarySize requires a string or BinData argument, found: ${typeOf(value).name}`,
      );
    },
    ["$binarySize"],
    [1],
  ),
  ...named(([value]) => partOfTimestamp(value, "t", 5687301), ["$tsSecond"], [1]),
  ...named(([value]) => partOfTimestamp(value, "i", 5687302), ["$tsIncrement"], [1]),
  ...accumulating("$sum"),
  ...accumulating("$avg"),
  ...accumulating("$min"),
  ...accumulating("$max"),
  ...accumulating("$stdDevPop"),
  ...accumulating("$stdDevSamp"),
  ...Object.fromEntries(
    Object.entries(pickingAccumulators)
      .filter(([name]) => !/^\$(top|bottom)/.test(name))
      .map(([name, picking]) => [name, pickingFrom(name, picking)]),
  ),
};

/** Values in which mingo finds the numbers it knows. */
function simplified(value: unknown, name: string): unknown {
  if (value instanceof Decimal128) throw notSupported(`${name} of a decimal`);
  if (value instanceof Double) return value.value;
  if (value instanceof Long && value.toBigInt() === BigInt(value.toNumber()))
    return value.toNumber();
  if (Array.isArray(value)) return value.map((item) => simplified(item, name));
  return value;
}

/** mingo's own operators of numbers, given numbers that they know. */
const simpler: Operators = Object.fromEntries(
  Object.entries(mingo as unknown as Operators)
    .filter(([name]) =>
      /^\$(a?(sin|cos|tan)h?|atan2|degreesToRadians|radiansToDegrees)$/.test(name),
    )
    .map(([name, operator]): [string, Operator] => [
      name,
      (document, operand, options) => {
        const values = simplified(evalExpr(document, operand, options), name);
        const quoted = Array.isArray(values)
          ? values.map((value: unknown) => ({ $literal: value }))
          : { $literal: values };
        return operator(document, quoted, options);
      },
    ]),
);

export const operators: Operators = {
  ...simpler,
  ...dateOperators,
  ...arithmetic,
  ...comparisons,
  ...lists,
  ...others,
  ...arrayOperators,
  ...textOperators,
  ...scopeOperators,
};

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
import { isPlain, toDouble } from "../bson/decode.ts";
import { keyOf } from "../bson/key.ts";
import { calculate, fromBigInt, toNumber, type Numeric } from "../bson/number.ts";
import { isNumeric, typeOf, types } from "../bson/type.ts";
import { MongoError } from "../errors.ts";
import { sortDocuments, parseSort } from "../query/sort.ts";
import { accumulators, divide, sumOf } from "./accumulators.ts";
import { arrayOperators } from "./array-expressions.ts";
import { dateOperators } from "./date-expressions.ts";
import { isNothing, named, ofValues, type Operator, type Operators } from "./operator.ts";
import { scopeOperators } from "./scopes.ts";
import { textOperators } from "./text-expressions.ts";

/*
 * Operators that mingo does not have, or answers differently: it knows JavaScript's numbers and an order of its own,
 * so whatever compares, calculates, converts or tells types is here.
 */

function comparison(holds: (order: number) => unknown): (values: unknown[]) => unknown {
  return ([left, right]) => holds(Math.sign(compareValues(left, right)));
}

function requireNumber(value: unknown, name: string): Numeric {
  if (isNumeric(value)) return value as Numeric;
  throw new MongoError(
    "TypeMismatch",
    `${name} only supports numeric types, not ${typeOf(value).name}`,
  );
}

function add(values: unknown[]): unknown {
  if (values.some(isNothing)) return null;
  let total: Numeric = 0;
  let date = false;
  for (const value of values) {
    if (value instanceof Date) {
      if (date) throw new MongoError(16612, "only one date allowed in an $add expression");
      date = true;
      total = sumOf(total, value.getTime());
    } else if (isNumeric(value)) total = sumOf(total, value as Numeric);
    else
      throw new MongoError(
        "TypeMismatch",
        `$add only supports numeric or date types, not ${typeOf(value).name}`,
      );
  }
  return date ? new Date(toNumber(total)) : total;
}

function subtract([left, right]: unknown[]): unknown {
  if (isNothing(left) || isNothing(right)) return null;
  if (left instanceof Date) {
    if (right instanceof Date) return Long.fromNumber(left.getTime() - right.getTime());
    if (isNumeric(right)) return new Date(left.getTime() - toNumber(right as Numeric));
  }
  if (!isNumeric(left) || !isNumeric(right)) {
    throw new MongoError(
      "TypeMismatch",
      `can't $subtract ${typeOf(right).name} from ${typeOf(left).name}`,
    );
  }
  return widened("subtract", left as Numeric, right as Numeric);
}

/** What overflows a long goes on as a double. */
function widened(how: "subtract" | "multiply", left: Numeric, right: Numeric): Numeric {
  const [a, b] = [toNumber(left), toNumber(right)];
  return calculate(how, left, right) ?? toDouble(how === "multiply" ? a * b : a - b);
}

function multiply(values: unknown[]): unknown {
  if (values.some(isNothing)) return null;
  return values.reduce<Numeric>(
    (product, value) => widened("multiply", product, requireNumber(value, "$multiply")),
    1,
  );
}

function quotient([left, right]: unknown[]): unknown {
  if (isNothing(left) || isNothing(right)) return null;
  if (!isNumeric(left) || !isNumeric(right)) {
    throw new MongoError(
      "TypeMismatch",
      `$divide only supports numeric types, not ${typeOf(left).name} and ${typeOf(right).name}`,
    );
  }
  if (toNumber(right as Numeric) === 0) throw new MongoError("BadValue", "can't $divide by zero");
  return divide(left as Numeric, right as Numeric);
}

/** Tells whether it is an int or a long: their arithmetic is exact. */
function isWhole(value: unknown): value is number | Long {
  const type = typeOf(value);
  return type === types.int || type === types.long;
}

function modulo([left, right]: unknown[]): unknown {
  if (isNothing(left) || isNothing(right)) return null;
  if (!isNumeric(left) || !isNumeric(right)) {
    throw new MongoError(
      16611,
      `$mod only supports numeric types, not ${typeOf(left).name} and ${typeOf(right).name}`,
    );
  }
  if (toNumber(right as Numeric) === 0) throw new MongoError(16610, "can't $mod by zero");
  if (isWhole(left) && isWhole(right)) {
    const rest = BigInt(String(left)) % BigInt(String(right));
    return fromBigInt(rest, left instanceof Long || right instanceof Long);
  }
  return likeOperands(toNumber(left as Numeric) % toNumber(right as Numeric), [left, right]);
}

/** A whole result of ints is an int, of longs a long, else a double. */
function likeOperands(result: number, operands: unknown[]): unknown {
  const kinds = operands.map(typeOf);
  if (kinds.includes(types.decimal)) return Decimal128.fromString(String(result));
  if (kinds.includes(types.double) || !Number.isInteger(result)) return toDouble(result);
  return fromBigInt(BigInt(result), kinds.includes(types.long)) ?? toDouble(result);
}

/** An operator of one number that keeps its kind: $abs, $ceil, $floor. */
function keepingKind(
  apply: (value: number) => number,
): (values: unknown[], name: string) => unknown {
  return ([value], name) => {
    if (isNothing(value)) return null;
    if (typeOf(value) === types.long && name !== "$abs") return value;
    return likeOperands(apply(toNumber(requireNumber(value, name))), [value]);
  };
}

/** An operator of numbers whose result is a double: $sqrt, $ln, $sin and so on. */
function asDouble(
  apply: (...values: number[]) => number,
): (values: unknown[], name: string) => unknown {
  return (values, name) => {
    if (values.some(isNothing)) return null;
    return toDouble(apply(...values.map((value) => toNumber(requireNumber(value, name)))));
  };
}

/** $round rounds halves to even, $trunc towards zero; `place` counts digits behind the point. */
function rounded([value, place]: unknown[], name: string): unknown {
  if (isNothing(value)) return null;
  const number = toNumber(requireNumber(value, name));
  const digits = isNothing(place) ? 0 : toNumber(place as Numeric);
  if (!Number.isInteger(digits)) {
    throw new MongoError(51082, `precision argument to  ${name} must be a integral value`);
  }
  if (digits < -20 || digits > 100) {
    throw new MongoError(
      51083,
      `cannot apply ${name} with precision value ${digits} value must be in [-20, 100]`,
    );
  }
  if (!Number.isFinite(number)) return value;
  const shift = (amount: number, by: number): number => Number(`${amount}e${by}`);
  const scaled = /e/.test(String(number)) ? number * 10 ** digits : shift(number, digits);
  let whole = Math.trunc(scaled);
  if (name === "$round") {
    whole = Math.round(scaled);
    if (Math.abs(scaled % 1) === 0.5) whole = 2 * Math.round(scaled / 2);
  }
  const result = /e/.test(String(whole)) ? whole / 10 ** digits : shift(whole, -digits);
  return likeOperands(result + 0, [value]);
}

function power([base, exponent]: unknown[]): unknown {
  if (isNothing(base) || isNothing(exponent)) return null;
  const [a, b] = [toNumber(requireNumber(base, "$pow")), toNumber(requireNumber(exponent, "$pow"))];
  if (a === 0 && b < 0)
    throw new MongoError(28764, "$pow cannot take a base of 0 and a negative exponent");
  if (isWhole(base) && isWhole(exponent) && b >= 0 && Math.abs(a ** b) <= 2 ** 63) {
    const isLong = base instanceof Long || exponent instanceof Long;
    return fromBigInt(BigInt(String(base)) ** BigInt(String(exponent)), isLong) ?? toDouble(a ** b);
  }
  return likeOperands(a ** b, [base, exponent]);
}

const arithmetic: Operators = {
  ...named(add, ["$add"]),
  ...named(subtract, ["$subtract"], [2]),
  ...named(multiply, ["$multiply"]),
  ...named(quotient, ["$divide"], [2]),
  ...named(modulo, ["$mod"], [2]),
  ...named(keepingKind(Math.abs), ["$abs"], [1]),
  ...named(keepingKind(Math.ceil), ["$ceil"], [1]),
  ...named(keepingKind(Math.floor), ["$floor"], [1]),
  ...named(rounded, ["$round", "$trunc"], [1, 2]),
  ...named(power, ["$pow"], [2]),
  ...named(
    asDouble((value) => {
      if (value < 0)
        throw new MongoError(28714, "$sqrt's argument must be greater than or equal to 0");
      return Math.sqrt(value);
    }),
    ["$sqrt"],
    [1],
  ),
  ...named(asDouble(Math.exp), ["$exp"], [1]),
  ...named(
    asDouble((value) => {
      if (value <= 0)
        throw new MongoError(28766, `$ln's argument must be a positive number, but is ${value}`);
      return Math.log(value);
    }),
    ["$ln"],
    [1],
  ),
  ...named(
    asDouble((value) => {
      if (value <= 0)
        throw new MongoError(28761, `$log10's argument must be a positive number, but is ${value}`);
      return Math.log10(value);
    }),
    ["$log10"],
    [1],
  ),
  ...named(
    asDouble((value, base = Math.E) => {
      if (value <= 0)
        throw new MongoError(28758, `$log's argument must be a positive number, but is ${value}`);
      if (base <= 0 || base === 1)
        throw new MongoError(
          28759,
          `$log's base must be a positive number not equal to 1, but is ${base}`,
        );
      return Math.log(value) / Math.log(base);
    }),
    ["$log"],
    [2],
  ),
};

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

/** $sum and its kin over the documents of a group, as mingo's stages ask for them. */
export const groupOperators: Operators = Object.fromEntries(
  ["$sum", "$avg", "$min", "$max", "$stdDevPop", "$stdDevSamp"].map((name): [string, Operator] => [
    name,
    (documents, operand, options) => accumulate(name, $push(documents as Any[], operand, options)),
  ]),
);

function accumulate(name: string, values: unknown[]): Any {
  const accumulator = accumulators[name]?.({ text: undefined, fold: undefined });
  for (const value of values) accumulator?.add(value);
  return accumulator?.result();
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
};

/** Values in which mingo finds the numbers it knows. */
function simplified(value: unknown): unknown {
  if (value instanceof Double) return value.value;
  if (value instanceof Long && value.toBigInt() === BigInt(value.toNumber()))
    return value.toNumber();
  if (Array.isArray(value)) return value.map(simplified);
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
        const values = simplified(evalExpr(document, operand, options));
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

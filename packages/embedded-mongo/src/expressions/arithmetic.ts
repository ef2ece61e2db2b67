import { Decimal128, Long } from "bson";
import { toDouble } from "../bson/decode.ts";
import {
  alike,
  isDecimal,
  powerOfDecimal,
  remainderOfDecimals,
  squareRootOfDecimal,
} from "../bson/decimal.ts";
import { exactly, powerOfTen, roundTo, toDecimal, type Rounding } from "../bson/exact.ts";
import { calculate, fromBigInt, toNumber } from "../bson/number.ts";
import { isNumeric, typeOf, types, type Numeric } from "../bson/type.ts";
import { MongoError, notSupported } from "../errors.ts";
import { divide } from "./accumulators.ts";
import { isNothing, named, type Operators } from "./operator.ts";
import { Sum } from "./sum.ts";

/** What an operator does with the values of its operands. */
type Apply = (values: unknown[], name: string) => unknown;

/** Operators of one number have a number for this of their own. */
const severalOperands = new Set(["$add", "$subtract", "$multiply", "$divide", "$mod"]);

function requireNumber(value: unknown, name: string): Numeric {
  if (isNumeric(value)) return value as Numeric;
  throw new MongoError(
    severalOperands.has(name) ? "TypeMismatch" : 28765,
    `${name} only supports numeric types, not ${typeOf(value).name}`,
  );
}

function requireOperand(value: unknown, what: string, code: number): asserts value is Numeric {
  if (isNumeric(value)) return;
  throw new MongoError(code, `${what} must be numeric, not ${typeOf(value).name}`);
}

function add(values: unknown[]): unknown {
  if (values.some(isNothing)) return null;
  const total = new Sum();
  let date = false;
  for (const value of values) {
    if (value instanceof Date) {
      if (date) throw new MongoError(16612, "only one date allowed in an $add expression");
      date = true;
      total.add(Long.fromNumber(value.getTime()));
    } else if (isNumeric(value)) total.add(value as Numeric);
    else
      throw new MongoError(
        "TypeMismatch",
        `$add only supports numeric or date types, not ${typeOf(value).name}`,
      );
  }
  return date ? new Date(Math.round(toNumber(total.value))) : total.value;
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
  return calculate(how, ...alike(left, right)) ?? toDouble(how === "multiply" ? a * b : a - b);
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
export function isWhole(value: unknown): value is number | Long {
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
  const [a, b] = alike(left as Numeric, right as Numeric);
  if (toNumber(b) === 0) throw new MongoError(16610, "can't $mod by zero");
  if (isWhole(a) && isWhole(b)) {
    const rest = BigInt(String(a)) % BigInt(String(b));
    return fromBigInt(rest, a instanceof Long || b instanceof Long);
  }
  if (isDecimal(a) || isDecimal(b)) return remainderOfDecimals(a, b);
  return toDouble(toNumber(a) % toNumber(b));
}

function absolute([value]: unknown[], name: string): unknown {
  if (isNothing(value)) return null;
  const number = requireNumber(value, name);
  if (isWhole(number)) {
    const whole = BigInt(String(number));
    const result = fromBigInt(whole < 0n ? -whole : whole, number instanceof Long);
    if (result !== undefined) return result;
    throw new MongoError(28680, "can't take $abs of long long min");
  }
  if (isDecimal(number)) return Decimal128.fromString(number.toString().replace(/^-/, ""));
  return toDouble(Math.abs(toNumber(number)));
}

function toWhole(rounding: Rounding, ofDouble: (value: number) => number): Apply {
  return ([value], name) => {
    if (isNothing(value)) return null;
    const number = requireNumber(value, name);
    if (isWhole(number)) return number;
    if (!isDecimal(number)) return toDouble(ofDouble(toNumber(number)));
    if (!Number.isFinite(toNumber(number))) return number;
    return toDecimal(roundTo(exactly(number), 0, rounding));
  };
}

/** $round rounds halves to even, $trunc toward zero; `place` counts digits behind the point. */
function rounded([value, place]: unknown[], name: string): unknown {
  if (isNothing(value)) return null;
  const number = requireNumber(value, name);
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
  if (!Number.isFinite(toNumber(number)) || (isWhole(number) && digits >= 0)) return number;
  const result = roundTo(exactly(number), -digits, name === "$round" ? "half-even" : "zero");
  if (isDecimal(number)) return toDecimal(result);
  if (!isWhole(number)) return toDouble(Number(`${result.coefficient}e${result.exponent}`));
  const whole = fromBigInt(
    result.coefficient * powerOfTen(result.exponent),
    number instanceof Long,
  );
  if (whole !== undefined) return whole;
  throw new MongoError(
    51080,
    `invalid conversion from Decimal128 result in ${name} resulting from arguments: [${String(number)}, ${digits}]`,
  );
}

function power([base, exponent]: unknown[]): unknown {
  if (isNothing(base) || isNothing(exponent)) return null;
  requireOperand(base, "$pow's base", 28762);
  requireOperand(exponent, "$pow's exponent", 28763);
  const [a, b] = alike(base, exponent);
  const [x, y] = [toNumber(a), toNumber(b)];
  if (x === 0 && y < 0)
    throw new MongoError(28764, "$pow cannot take a base of 0 and a negative exponent");
  if (isDecimal(a) || isDecimal(b)) {
    const result = powerOfDecimal(a, b);
    if (result) return result;
    throw notSupported("$pow of a decimal with an exponent that is not whole");
  }
  if (!isWhole(a) || !isWhole(b)) return toDouble(x ** y);
  const isLong = a instanceof Long || b instanceof Long;
  const result = x ** y;
  if (y >= 0 && Math.abs(result) <= 2 ** 63)
    return fromBigInt(BigInt(String(a)) ** BigInt(String(b)), isLong) ?? toDouble(result);
  return Math.abs(result) === 1 ? fromBigInt(BigInt(result), isLong) : toDouble(result);
}

/** An operator of numbers whose result is a double: $sqrt, $ln, $sin and so on. Of decimals it would be a decimal. */
function asDouble(
  apply: (...values: number[]) => number,
  ofDecimal?: (value: Decimal128) => Decimal128,
): Apply {
  return (values, name) => {
    if (values.some(isNothing)) return null;
    const numbers = values.map((value) => requireNumber(value, name));
    const result = apply(...numbers.map(toNumber));
    const decimal = numbers.find(isDecimal);
    if (!decimal) return toDouble(result);
    if (ofDecimal) return ofDecimal(decimal);
    throw notSupported(`${name} of a decimal`);
  };
}

function squareRoot(value: number): number {
  if (value < 0) throw new MongoError(28714, "$sqrt's argument must be greater than or equal to 0");
  return Math.sqrt(value);
}

function naturalLogarithm(value: number): number {
  if (value <= 0)
    throw new MongoError(28766, `$ln's argument must be a positive number, but is ${value}`);
  return Math.log(value);
}

function decimalLogarithm(value: number): number {
  if (value <= 0)
    throw new MongoError(28761, `$log10's argument must be a positive number, but is ${value}`);
  return Math.log10(value);
}

function logarithm(value: number, base = Math.E): number {
  if (value <= 0)
    throw new MongoError(28758, `$log's argument must be a positive number, but is ${value}`);
  if (base <= 0 || base === 1)
    throw new MongoError(
      28759,
      `$log's base must be a positive number not equal to 1, but is ${base}`,
    );
  return Math.log(value) / Math.log(base);
}

const logarithmOfNumbers = asDouble(logarithm);

const logarithmOf: Apply = (values, name) => {
  const [value, base] = values;
  if (isNothing(value) || isNothing(base)) return null;
  requireOperand(value, "$log's argument", 28756);
  requireOperand(base, "$log's base", 28757);
  return logarithmOfNumbers(values, name);
};

/** https://www.mongodb.com/docs/manual/reference/operator/aggregation/#arithmetic-expression-operators */
export const arithmetic: Operators = {
  ...named(add, ["$add"]),
  ...named(subtract, ["$subtract"], [2]),
  ...named(multiply, ["$multiply"]),
  ...named(quotient, ["$divide"], [2]),
  ...named(modulo, ["$mod"], [2]),
  ...named(absolute, ["$abs"], [1]),
  ...named(toWhole("up", Math.ceil), ["$ceil"], [1]),
  ...named(toWhole("down", Math.floor), ["$floor"], [1]),
  ...named(rounded, ["$round", "$trunc"], [1, 2]),
  ...named(power, ["$pow"], [2]),
  ...named(asDouble(squareRoot, squareRootOfDecimal), ["$sqrt"], [1]),
  ...named(asDouble(Math.exp), ["$exp"], [1]),
  ...named(asDouble(naturalLogarithm), ["$ln"], [1]),
  ...named(asDouble(decimalLogarithm), ["$log10"], [1]),
  ...named(logarithmOf, ["$log"], [2]),
};

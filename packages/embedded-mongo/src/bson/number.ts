import { Decimal128, Double, Long } from "bson";
import { toDouble } from "./decode.ts";
import { typeOf, types } from "./type.ts";

/** One of BSON's four kinds of number in canonical form (see decode.ts). */
export type Numeric = number | Double | Long | Decimal128;

/** A finite decimal number: `coefficient · 10^exponent`. */
interface Exact {
  coefficient: bigint;
  exponent: number;
}

/** Returns `value` as a JavaScript number, rounded where it has more digits than a double. */
export function toNumber(value: Numeric): number {
  if (typeof value === "number") return value;
  if (value instanceof Double) return value.value;
  return value instanceof Long ? value.toNumber() : Number(value.toString());
}

/** Returns a canonical int where `value` fits, else a Long; undefined when it has more than 64 bits. */
export function fromBigInt(value: bigint, asLong = false): number | Long | undefined {
  if (!asLong && value >= -(2n ** 31n) && value < 2n ** 31n) return Number(value);
  return BigInt.asIntN(64, value) === value ? Long.fromBigInt(value) : undefined;
}

function powerOfTen(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

function decimalParts(text: string): Exact {
  const [mantissa = "", exponent = "0"] = text.toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  return { coefficient: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}

/** A double is a fraction of a power of two, so it is a finite decimal, too. */
function doubleParts(value: number): Exact {
  let scaled = value;
  let halvings = 0;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    halvings += 1;
  }
  return { coefficient: BigInt(scaled) * 5n ** BigInt(halvings), exponent: -halvings };
}

/** Returns the exact value of a finite number. */
function exactly(value: Numeric): Exact {
  if (value instanceof Long) return { coefficient: value.toBigInt(), exponent: 0 };
  if (value instanceof Decimal128) return decimalParts(value.toString());
  return doubleParts(toNumber(value));
}

function compareExact(left: Exact, right: Exact): number {
  const exponent = Math.min(left.exponent, right.exponent);
  const a = left.coefficient * powerOfTen(left.exponent - exponent);
  const b = right.coefficient * powerOfTen(right.exponent - exponent);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Compares two numbers of any kind by their exact values; NaN is below all others and equal to itself. */
export function compareNumbers(left: Numeric, right: Numeric): number {
  const a = toNumber(left);
  const b = toNumber(right);
  // Rounding keeps the order, so only numbers that round to the same double need a closer look.
  if (a < b) return -1;
  if (a > b) return 1;
  if (a !== b) return Number.isNaN(a) ? (Number.isNaN(b) ? 0 : -1) : 1;
  if (isDoubleValued(left) && isDoubleValued(right)) return 0;
  return Number.isFinite(a) ? compareExact(exactly(left), exactly(right)) : 0;
}

/** Tells whether the number's kind makes it a double or an int: nothing was lost in `toNumber`. */
function isDoubleValued(value: Numeric): boolean {
  return typeof value === "number" || value instanceof Double;
}

/**
 * Returns the decimal digits of a number that is no double, such as 2^53 + 1, in a form
 * that sorts like the numbers do; undefined for all others.
 */
export function digitsBeyondDouble(value: Numeric): string | undefined {
  if (isDoubleValued(value)) return undefined;
  const rounded = toNumber(value);
  if (!Number.isFinite(rounded)) return undefined;
  const exact = exactly(value);
  if (compareExact(exact, doubleParts(rounded)) === 0) return undefined;
  const digits = String(exact.coefficient).replace("-", "");
  const magnitude = digits.length + exact.exponent + 10_000;
  return String(magnitude).padStart(5, "0") + digits.replace(/0+$/, "");
}

/** Returns `exact` rounded half to even to the 34 digits of a Decimal128. */
function toDecimal(exact: Exact): Decimal128 {
  let { coefficient, exponent } = exact;
  const excess = String(coefficient).replace("-", "").length - 34;
  if (excess > 0) {
    const unit = powerOfTen(excess);
    const rest = coefficient % unit;
    coefficient /= unit;
    exponent += excess;
    const twice = (rest < 0n ? -rest : rest) * 2n;
    if (twice > unit || (twice === unit && coefficient % 2n !== 0n)) {
      coefficient += rest < 0n ? -1n : 1n;
    }
  }
  return Decimal128.fromString(`${coefficient}E${exponent}`);
}

/** Returns the quotient of two numbers as a decimal, to its 34 digits. */
export function divideDecimals(left: Numeric, right: Numeric): Decimal128 {
  const [x, y] = [toNumber(left), toNumber(right)];
  if (!Number.isFinite(x) || !Number.isFinite(y)) return Decimal128.fromString(String(x / y));
  const [a, b] = [exactly(left), exactly(right)];
  if (b.coefficient === 0n) return Decimal128.fromString(String(x / y));
  // An exact quotient keeps the exponent it has; else as many digits as make sure of the 34th.
  const digits = String(b.coefficient).length + 36;
  let coefficient = a.coefficient * powerOfTen(digits);
  const isExact = coefficient % b.coefficient === 0n;
  coefficient /= b.coefficient;
  let exponent = a.exponent - b.exponent - digits;
  if (!isExact)
    return toDecimal({
      coefficient: coefficient * 10n + (coefficient < 0n ? -1n : 1n),
      exponent: exponent - 1,
    });
  while (exponent < a.exponent - b.exponent && coefficient % 10n === 0n) {
    coefficient /= 10n;
    exponent += 1;
  }
  return toDecimal({ coefficient, exponent });
}

export type Arithmetic = "add" | "subtract" | "multiply";

const onNumbers = {
  add: (a: number, b: number) => a + b,
  subtract: (a: number, b: number) => a - b,
  multiply: (a: number, b: number) => a * b,
};

const onBigInts = {
  add: (a: bigint, b: bigint) => a + b,
  subtract: (a: bigint, b: bigint) => a - b,
  multiply: (a: bigint, b: bigint) => a * b,
};

/**
 * Returns `left ∘ right` in the wider of the two kinds (int, long, double, decimal); an int that
 * overflows becomes a long, a long that overflows undefined: the caller knows what that means.
 */
export function calculate(how: Arithmetic, left: Numeric, right: Numeric): Numeric | undefined {
  const a = typeOf(left);
  const b = typeOf(right);
  if (a === types.decimal || b === types.decimal) {
    const x = toNumber(left);
    const y = toNumber(right);
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      return Decimal128.fromString(String(onNumbers[how](x, y)));
    }
    return toDecimal(exactArithmetic(how, exactly(left), exactly(right)));
  }
  if (a === types.double || b === types.double) {
    return toDouble(onNumbers[how](toNumber(left), toNumber(right)));
  }
  const asLong = a === types.long || b === types.long;
  if (!asLong) {
    const result = onNumbers[how](toNumber(left), toNumber(right));
    if (result === (result | 0)) return result + 0;
  }
  return fromBigInt(onBigInts[how](exactly(left).coefficient, exactly(right).coefficient), asLong);
}

function exactArithmetic(how: Arithmetic, left: Exact, right: Exact): Exact {
  if (how === "multiply") {
    return {
      coefficient: left.coefficient * right.coefficient,
      exponent: left.exponent + right.exponent,
    };
  }
  const exponent = Math.min(left.exponent, right.exponent);
  const a = left.coefficient * powerOfTen(left.exponent - exponent);
  const b = right.coefficient * powerOfTen(right.exponent - exponent);
  return { coefficient: how === "add" ? a + b : a - b, exponent };
}

/** Returns a field of a command as a JavaScript number; undefined where it is not given or not a number. */
export function numberOfField(
  document: Record<string, unknown>,
  field: string,
): number | undefined {
  const value = document[field];
  if (typeof value === "number") return value;
  return value !== undefined && typeOf(value).rank === types.int.rank
    ? toNumber(value as Numeric)
    : undefined;
}

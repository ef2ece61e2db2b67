import { Decimal128, Double, Long } from "bson";
import { toDouble } from "./decode.ts";
import { aligned, compareExact, exactly, fromDouble, toDecimal, type Exact } from "./exact.ts";
import { typeOf, types, type Numeric } from "./type.ts";

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
  if (compareExact(exact, fromDouble(rounded)) === 0) return undefined;
  const digits = String(exact.coefficient).replace("-", "");
  const magnitude = digits.length + exact.exponent + 10_000;
  return String(magnitude).padStart(5, "0") + digits.replace(/0+$/, "");
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
  const [a, b, exponent] = aligned(left, right);
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

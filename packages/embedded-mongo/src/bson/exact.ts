import { Decimal128, Long } from "bson";
import type { Numeric } from "./type.ts";

/** A finite decimal number: `coefficient · 10^exponent`. */
export interface Exact {
  coefficient: bigint;
  exponent: number;
}

export function powerOfTen(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

/** Returns the value of digits such as "-1.50E+3". */
export function fromDigits(text: string): Exact {
  const [mantissa = "", exponent = "0"] = text.toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  return { coefficient: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}

/** A double is a fraction of a power of two, so it is a finite decimal, too. */
export function fromDouble(value: number): Exact {
  let scaled = value;
  let halvings = 0;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    halvings += 1;
  }
  return { coefficient: BigInt(scaled) * 5n ** BigInt(halvings), exponent: -halvings };
}

/** Returns the exact value of a finite number. */
export function exactly(value: Numeric): Exact {
  if (value instanceof Long) return { coefficient: value.toBigInt(), exponent: 0 };
  if (value instanceof Decimal128) return fromDigits(value.toString());
  return fromDouble(typeof value === "number" ? value : value.value);
}

/** Returns the coefficients of two numbers for the smaller one of their exponents, and that. */
export function aligned(
  left: Exact,
  right: Exact,
): [left: bigint, right: bigint, exponent: number] {
  const exponent = Math.min(left.exponent, right.exponent);
  return [
    left.coefficient * powerOfTen(left.exponent - exponent),
    right.coefficient * powerOfTen(right.exponent - exponent),
    exponent,
  ];
}

export function compareExact(left: Exact, right: Exact): number {
  const [a, b] = aligned(left, right);
  return a < b ? -1 : a > b ? 1 : 0;
}

export type Rounding = "half-even" | "zero" | "up" | "down";

/** Returns `exact` in units of `10^exponent`; one that is in such units already stays as it is. */
export function roundTo(exact: Exact, exponent: number, rounding: Rounding): Exact {
  if (exact.exponent >= exponent) return exact;
  const unit = powerOfTen(exponent - exact.exponent);
  const rest = exact.coefficient % unit;
  const truncated = exact.coefficient / unit;
  return { coefficient: truncated + correction(truncated, rest, unit, rounding), exponent };
}

/** What is to be added to a number that was cut toward zero. */
function correction(truncated: bigint, rest: bigint, unit: bigint, rounding: Rounding): bigint {
  if (rest === 0n || rounding === "zero") return 0n;
  const away = rest < 0n ? -1n : 1n;
  if (rounding === "up") return away === 1n ? 1n : 0n;
  if (rounding === "down") return away === -1n ? -1n : 0n;
  const twice = away * rest * 2n;
  return twice > unit || (twice === unit && truncated % 2n !== 0n) ? away : 0n;
}

/** The ends of a Decimal128: https://en.wikipedia.org/wiki/Decimal128_floating-point_format */
const decimal = { digits: 34, leastExponent: -6176, magnitude: 6145 };

/** Returns how many decimal digits the coefficient has. */
export function digitsOf({ coefficient }: Exact): number {
  return String(coefficient).replace("-", "").length;
}

/** Returns `exact` rounded half to even to the 34 digits of a Decimal128; infinity where it is too large for one. */
export function toDecimal(exact: Exact): Decimal128 {
  const excess = digitsOf(exact) - decimal.digits;
  const least = Math.max(decimal.leastExponent, exact.exponent + excess);
  const rounded = roundTo(exact, least, "half-even");
  const { coefficient, exponent } = rounded;
  if (coefficient !== 0n && digitsOf(rounded) + exponent > decimal.magnitude) {
    return Decimal128.fromString(coefficient < 0n ? "-Infinity" : "Infinity");
  }
  return Decimal128.fromString(`${coefficient}E${exponent}`);
}

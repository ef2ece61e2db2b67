import { Decimal128 } from "bson";
import { aligned, digitsOf, exactly, powerOfTen, toDecimal, type Exact } from "./exact.ts";
import { toNumber } from "./number.ts";
import { typeOf, types, type Numeric } from "./type.ts";

/** What an operator of decimals makes of numbers of which one is not finite: what JavaScript makes of them. */
export function notFinite(result: number): Decimal128 {
  return Decimal128.fromString(String(result));
}

/**
 * Returns a double as the decimal that MongoDB takes for it where it meets decimals, and which $toDecimal returns: of
 * 15 digits, since those behind them are the double's own. https://www.mongodb.com/docs/manual/reference/operator/aggregation/toDecimal/
 */
export function ofFifteenDigits(value: number): Decimal128 {
  if (value === 0 || !Number.isFinite(value)) return Decimal128.fromString(String(value));
  return Decimal128.fromString(value.toPrecision(15));
}

/** Returns two numbers as they are, or a double as a decimal where the other one is a decimal. */
export function alike(left: Numeric, right: Numeric): [left: Numeric, right: Numeric] {
  if (isDecimal(left)) return [left, asDecimal(right)];
  return isDecimal(right) ? [asDecimal(left), right] : [left, right];
}

function asDecimal(value: Numeric): Numeric {
  return typeOf(value) === types.double ? ofFifteenDigits(toNumber(value)) : value;
}

export function isDecimal(value: unknown): value is Decimal128 {
  return value instanceof Decimal128;
}

/** Returns the quotient of two numbers as a decimal, to its 34 digits. */
export function divideDecimals(left: Numeric, right: Numeric): Decimal128 {
  const [x, y] = [toNumber(left), toNumber(right)];
  if (!Number.isFinite(x) || !Number.isFinite(y)) return notFinite(x / y);
  const [a, b] = [exactly(left), exactly(right)];
  if (b.coefficient === 0n) return notFinite(x / y);
  // As many digits as make sure of the 34th.
  const digits = String(b.coefficient).length + 36;
  const scaled = a.coefficient * powerOfTen(digits);
  return toDecimal(
    nearest(
      scaled / b.coefficient,
      scaled % b.coefficient === 0n,
      a.exponent - b.exponent - digits,
      a.exponent - b.exponent,
    ),
  );
}

/**
 * Returns a result that was cut behind more digits than a decimal has: with a further digit where something was cut
 * off, or with the exponent that an exact result should have.
 */
function nearest(
  coefficient: bigint,
  isExact: boolean,
  exponent: number,
  preferred: number,
): Exact {
  if (!isExact) {
    return {
      coefficient: coefficient * 10n + (coefficient < 0n ? -1n : 1n),
      exponent: exponent - 1,
    };
  }
  const result = { coefficient, exponent };
  while (result.exponent < preferred && result.coefficient % 10n === 0n) {
    result.coefficient /= 10n;
    result.exponent += 1;
  }
  return result;
}

/** Returns what is left of `left` when `right` was taken away as often as it can, with the sign of `left`. */
export function remainderOfDecimals(left: Numeric, right: Numeric): Decimal128 {
  const [x, y] = [toNumber(left), toNumber(right)];
  if (!Number.isFinite(x) || !Number.isFinite(y)) {
    return Number.isFinite(x) && isDecimal(left) ? left : notFinite(x % y);
  }
  const [a, b, exponent] = aligned(exactly(left), exactly(right));
  return toDecimal({ coefficient: a % b, exponent });
}

/** Returns the square root of a decimal that is not negative, to its 34 digits. */
export function squareRootOfDecimal(value: Decimal128): Decimal128 {
  const number = toNumber(value);
  if (!Number.isFinite(number)) return notFinite(number);
  const { coefficient, exponent } = exactly(value);
  const isOdd = exponent % 2 !== 0;
  const digits = 2 * 36;
  const scaled = coefficient * powerOfTen(digits + (isOdd ? 1 : 0));
  const root = wholeRoot(scaled);
  const half = (exponent - (isOdd ? 1 : 0)) / 2;
  return toDecimal(nearest(root, root * root === scaled, half - digits / 2, half));
}

/** Returns the largest number whose square is not above `value`, by Newton's method. */
function wholeRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let root = powerOfTen(Math.ceil(String(value).length / 2));
  for (;;) {
    const next = (root + value / root) / 2n;
    if (next >= root) return root;
    root = next;
  }
}

/** How many digits a power may have that is calculated here. */
const mostDigits = 20_000;

/** Returns a finite decimal with all of its 34 digits. */
function withAllDigits(value: Decimal128): Decimal128 {
  const exact = exactly(value);
  const { coefficient, exponent } = exact;
  const missing = 34 - digitsOf(exact);
  if (coefficient === 0n || missing <= 0) return value;
  return toDecimal({
    coefficient: coefficient * powerOfTen(missing),
    exponent: exponent - missing,
  });
}

/**
 * Returns a power with a whole exponent, to 34 digits, of which MongoDB tells all; undefined where the exponent is not
 * whole, or too large.
 */
export function powerOfDecimal(base: Numeric, power: Numeric): Decimal128 | undefined {
  const [x, y] = [toNumber(base), toNumber(power)];
  if (!Number.isFinite(x) || !Number.isFinite(y)) return notFinite(x ** y);
  if (!Number.isInteger(y)) return undefined;
  const { coefficient, exponent } = exactly(base);
  const times = Math.abs(y);
  if (String(coefficient).length * times > mostDigits || Math.abs(exponent * times) > 6000)
    return undefined;
  const result = toDecimal({
    coefficient: coefficient ** BigInt(times),
    exponent: exponent * times,
  });
  if (!Number.isFinite(toNumber(result))) return y < 0 ? notFinite(0) : result;
  return withAllDigits(y < 0 ? divideDecimals(1, result) : result);
}

import { Decimal128, Long } from "bson";
import { toDouble } from "../bson/decode.ts";
import { aligned, fromDouble, toDecimal, type Exact } from "../bson/exact.ts";
import { calculate, fromBigInt, toNumber } from "../bson/number.ts";
import { typeOf, types, type Numeric } from "../bson/type.ts";

/** A double holds whole numbers up to twice this exactly. */
const exactlyHeld = 2 ** 52;

/**
 * A sum of numbers as MongoDB makes it: doubles with what their rounding lost, so that ten times 0.1 are 1.
 * https://github.com/mongodb/mongo/blob/master/src/mongo/util/summation.h
 */
export class Sum {
  #ints = 0;
  #longs = 0n;
  #hasLong = false;
  /** Of doubles: the nearest double, and what is missing to the sum. */
  #nearest = 0;
  #rest = 0;
  /** Of doubles, rounded at each step: it knows what becomes of infinities. */
  #plain = 0;
  #hasDouble = false;
  #decimal: Decimal128 | undefined;

  add(value: Numeric): void {
    if (value instanceof Long) {
      this.#hasLong = true;
      this.#longs += value.toBigInt();
    } else if (value instanceof Decimal128) {
      this.#decimal = calculate("add", this.#decimal ?? 0, value) as Decimal128;
    } else if (typeOf(value) === types.double) {
      this.#addDouble(toNumber(value));
    } else {
      this.#ints += value as number;
      if (Math.abs(this.#ints) > exactlyHeld) {
        this.#longs += BigInt(this.#ints);
        this.#ints = 0;
      }
    }
  }

  /** By Knuth's two-sum: what an addition rounds off is itself a double. */
  #addDouble(value: number): void {
    this.#hasDouble = true;
    this.#plain += value;
    const sum = this.#nearest + value;
    const given = sum - this.#nearest;
    this.#rest += this.#nearest - (sum - given) + (value - given);
    this.#nearest = sum;
  }

  /** Returns the sum in the widest kind of its numbers; of ints a long, and of longs a double, where it is too large. */
  get value(): Numeric {
    const whole = this.#longs + BigInt(this.#ints);
    if (!this.#hasDouble && !this.#decimal) {
      return fromBigInt(whole, this.#hasLong) ?? toDouble(Number(whole));
    }
    if (!Number.isFinite(this.#plain)) {
      const plain = toDouble(this.#plain);
      return this.#decimal ? (calculate("add", this.#decimal, plain) as Numeric) : plain;
    }
    const exact = [this.#nearest, this.#rest].reduce((sum, part) => plus(sum, fromDouble(part)), {
      coefficient: whole,
      exponent: 0,
    });
    return this.#decimal
      ? (calculate("add", this.#decimal, toDecimal(exact)) as Numeric)
      : toDouble(Number(`${exact.coefficient}e${exact.exponent}`));
  }
}

function plus(left: Exact, right: Exact): Exact {
  const [a, b, exponent] = aligned(left, right);
  return { coefficient: a + b, exponent };
}

import { Binary, Decimal128, Long, ObjectId, UUID } from "bson";
import { evalExpr } from "mingo/core";
import { isPlain, toDouble } from "../bson/decode.ts";
import { ofFifteenDigits } from "../bson/decimal.ts";
import { describe } from "../bson/describe.ts";
import { exactly, powerOfTen, roundTo } from "../bson/exact.ts";
import { fromBigInt, toNumber } from "../bson/number.ts";
import { isNumeric, typeOf, types, typesNamed, type BsonType, type Numeric } from "../bson/type.ts";
import { MongoError } from "../errors.ts";
import { parseDate } from "./date-text.ts";
import { fieldsOf, isNothing, type Operator } from "./operator.ts";

function failed(message: string): MongoError {
  return new MongoError("ConversionFailure", `${message} in $convert with no onError value`);
}

function unsupported(value: unknown, to: BsonType): MongoError {
  return failed(`Unsupported conversion from ${typeOf(value).name} to ${to.name}`);
}

function toBoolean(value: unknown): boolean {
  return typeof value === "boolean" ? value : !isNumeric(value) || toNumber(value as Numeric) !== 0;
}

/** Returns the whole number in `value`, cut toward zero. */
function wholePart(value: unknown, to: BsonType): bigint {
  if (typeof value === "boolean") return value ? 1n : 0n;
  if (value instanceof Date) {
    if (to === types.long) return BigInt(value.getTime());
    throw unsupported(value, to);
  }
  if (typeof value === "string") {
    if (!/^[+-]?\d+$/.test(value)) {
      throw failed(`Failed to parse number '${value}'`);
    }
    return BigInt(value);
  }
  if (value instanceof Long) return value.toBigInt();
  if (!isNumeric(value)) throw unsupported(value, to);
  if (!Number.isFinite(toNumber(value as Numeric)))
    throw failed("Attempt to convert infinity or NaN value to integer type");
  const { coefficient, exponent } = roundTo(exactly(value as Numeric), 0, "zero");
  return coefficient * powerOfTen(exponent);
}

function toWhole(value: unknown, to: BsonType): unknown {
  const whole = wholePart(value, to);
  const result = fromBigInt(whole, to === types.long);
  if (result !== undefined && (to === types.long || typeof result === "number")) return result;
  throw failed(
    typeof value === "string"
      ? `Failed to parse number '${value}'`
      : `Conversion would overflow target type: ${describe(value)}`,
  );
}

function toFloating(value: unknown, to: BsonType): unknown {
  const decimal = to === types.decimal;
  if (typeof value === "string") {
    const number = Number(value);
    const isNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value);
    if (!isNumber && !/^([+-]?Infinity|NaN)$/.test(value))
      throw failed(`Failed to parse number '${value}'`);
    return decimal ? Decimal128.fromString(value) : toDouble(number);
  }
  if (decimal && value instanceof Decimal128) return value;
  if (decimal && value instanceof Long) return Decimal128.fromString(value.toString());
  if (typeof value === "boolean" || value instanceof Date || isNumeric(value)) {
    const number = isNumeric(value) ? toNumber(value as Numeric) : Number(value);
    if (!decimal) return toDouble(number);
    return typeOf(value) === types.double
      ? ofFifteenDigits(number)
      : Decimal128.fromString(String(number));
  }
  throw unsupported(value, to);
}

function toDate(value: unknown): Date {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (typeOf(value) === types.timestamp) return new Date((value as { t: number }).t * 1000);
  if (typeof value === "string") return parseDate(value);
  if (isNumeric(value) && typeOf(value) !== types.int)
    return new Date(Math.trunc(toNumber(value as Numeric)));
  throw unsupported(value, types.date);
}

/** The shortest digits that tell the double, with an exponent where there would be many zeros. */
function doubleText(value: number): string {
  if (Object.is(value, -0)) return "-0";
  const [digits = "", exponent = "0"] = value.toExponential().split("e");
  const power = Number(exponent);
  if (!Number.isFinite(value) || (power >= -4 && power < 16)) return String(value);
  const sign = power < 0 ? "-" : "+";
  return `${digits}e${sign}${String(Math.abs(power)).padStart(2, "0")}`;
}

function toText(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof ObjectId) return value.toHexString();
  if (value instanceof Binary)
    return value.sub_type === 4 ? new UUID(value.value()).toString() : value.toString("base64");
  if (typeOf(value) === types.double) return doubleText(toNumber(value as Numeric));
  if (typeof value === "string" || typeof value === "boolean" || isNumeric(value))
    return String(value);
  throw unsupported(value, types.string);
}

function toObjectId(value: unknown): ObjectId {
  if (value instanceof ObjectId) return value;
  if (typeof value !== "string") throw unsupported(value, types.objectId);
  if (!/^[0-9a-f]{24}$/i.test(value)) {
    throw failed(
      `Failed to parse objectId '${value}': Invalid string length for parsing to OID, expected 24 but found ${value.length}`,
    );
  }
  return ObjectId.createFromHexString(value);
}

function convert(value: unknown, to: BsonType): unknown {
  switch (to) {
    case types.boolean:
      return toBoolean(value);
    case types.int:
    case types.long:
      return toWhole(value, to);
    case types.double:
    case types.decimal:
      return toFloating(value, to);
    case types.date:
      return toDate(value);
    case types.string:
      return toText(value);
    case types.objectId:
      return toObjectId(value);
    default:
      throw unsupported(value, to);
  }
}

function shorthand(to: BsonType): Operator {
  return (document, operand, options) => {
    const single: unknown = Array.isArray(operand) && operand.length === 1 ? operand[0] : operand;
    const value = evalExpr(document, single, options);
    return value === undefined || value === null ? null : convert(value, to);
  };
}

const general: Operator = (document, operand, options) => {
  const given = fieldsOf("$convert", operand, {
    required: ["input", "to"],
    optional: ["onError", "onNull", "format"],
    notObject: "FailedToParse",
    unknown: "FailedToParse",
    missing: "FailedToParse",
  });
  const evaluate = (expression: unknown): unknown => evalExpr(document, expression, options);
  const value = evaluate(given.input);
  if (value === undefined || value === null)
    return "onNull" in given ? evaluate(given.onNull) : null;
  const wanted = evaluate(given.to);
  if (isNothing(wanted)) return null;
  const name: unknown = isPlain(wanted) ? wanted.type : wanted;
  const [to] = typesNamed(isNumeric(name) ? toNumber(name as Numeric) : name) ?? [];
  if (!to) throw new MongoError("BadValue", `Unknown type name: ${describe(name)}`);
  try {
    return convert(value, to);
  } catch (error) {
    if ("onError" in given && error instanceof MongoError) return evaluate(given.onError);
    throw error;
  }
};

/** https://www.mongodb.com/docs/manual/reference/operator/aggregation/convert/ */
export const conversions: Record<string, Operator> = {
  $convert: general,
  $toBool: shorthand(types.boolean),
  $toInt: shorthand(types.int),
  $toLong: shorthand(types.long),
  $toDouble: shorthand(types.double),
  $toDecimal: shorthand(types.decimal),
  $toDate: shorthand(types.date),
  $toString: shorthand(types.string),
  $toObjectId: shorthand(types.objectId),
};

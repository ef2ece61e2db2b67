import type { Decimal128, Double, Long } from "bson";

/**
 * BSON types: number, name (`$type`), and place in the order in which values of different types
 * are compared. https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/
 */
export interface BsonType {
  number: number;
  name: string;
  /** Types with the same rank are compared by value. */
  rank: number;
}

function define(number: number, name: string, rank: number): BsonType {
  return { number, name, rank };
}

export const types = {
  minKey: define(-1, "minKey", 1),
  missing: define(0, "missing", 2),
  undefined: define(6, "undefined", 2),
  null: define(10, "null", 3),
  int: define(16, "int", 4),
  long: define(18, "long", 4),
  double: define(1, "double", 4),
  decimal: define(19, "decimal", 4),
  string: define(2, "string", 5),
  symbol: define(14, "symbol", 5),
  object: define(3, "object", 6),
  array: define(4, "array", 7),
  binary: define(5, "binData", 8),
  objectId: define(7, "objectId", 9),
  boolean: define(8, "bool", 10),
  date: define(9, "date", 11),
  timestamp: define(17, "timestamp", 12),
  regex: define(11, "regex", 13),
  code: define(13, "javascript", 14),
  maxKey: define(127, "maxKey", 15),
} as const;

const byClass: Record<string, BsonType> = {
  Double: types.double,
  Int32: types.int,
  Long: types.long,
  Decimal128: types.decimal,
  ObjectId: types.objectId,
  Binary: types.binary,
  Timestamp: types.timestamp,
  BSONRegExp: types.regex,
  BSONSymbol: types.symbol,
  Code: types.code,
  MinKey: types.minKey,
  MaxKey: types.maxKey,
};

/** Returns the type of a canonical value; `undefined` is "missing". */
export function typeOf(value: unknown): BsonType {
  switch (typeof value) {
    case "number":
      return value === (value | 0) ? types.int : types.double;
    case "string":
      return types.string;
    case "boolean":
      return types.boolean;
    case "undefined":
      return types.missing;
    default:
  }
  if (value === null) return types.null;
  if (Array.isArray(value)) return types.array;
  if (value instanceof Date) return types.date;
  if (value instanceof RegExp) return types.regex;
  const bsonType = (value as { _bsontype?: unknown })._bsontype;
  return (typeof bsonType === "string" && byClass[bsonType]) || types.object;
}

/** One of BSON's four kinds of number in canonical form (see decode.ts). */
export type Numeric = number | Double | Long | Decimal128;

/** Tells whether `value` is an int, long, double or decimal. */
export function isNumeric(value: unknown): boolean {
  return typeof value === "number" || typeOf(value).rank === types.int.rank;
}

/** Returns the types that `$type: name` stands for, or undefined when there is no such type. */
export function typesNamed(name: unknown): BsonType[] | undefined {
  if (name === "number") return [types.int, types.long, types.double, types.decimal];
  const found = Object.values(types).filter(
    (type) => type !== types.missing && (type.name === name || type.number === name),
  );
  return found.length > 0 ? found : undefined;
}

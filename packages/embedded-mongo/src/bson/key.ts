import type { Binary, BSONRegExp, Code, Document, ObjectId, Timestamp } from "bson";
import { compareNumbers, digitsBeyondDouble, toNumber } from "./number.ts";
import { typeOf, types, type Numeric } from "./type.ts";

/**
 * A key is a string of bytes (characters 0–255) that sorts like the value it was made from
 * sorts in `compareValues`; equal values have equal keys, whatever their kind of number. No key
 * is the beginning of another, so keys can be joined. Indexes, $group and sets work with keys.
 */
export type Key = string;

const scratch = new DataView(new ArrayBuffer(8));

/** The bytes of a double, changed so that they sort like the numbers: all bits of a negative are flipped. */
function doubleKey(value: number): string {
  scratch.setFloat64(0, value === 0 ? 0 : value);
  let high = scratch.getUint32(0);
  let low = scratch.getUint32(4);
  if (high >>> 31 === 1) {
    high = ~high >>> 0;
    low = ~low >>> 0;
  } else {
    high = (high | 0x80000000) >>> 0;
  }
  return String.fromCharCode(
    high >>> 24,
    (high >>> 16) & 255,
    (high >>> 8) & 255,
    high & 255,
    low >>> 24,
    (low >>> 16) & 255,
    (low >>> 8) & 255,
    low & 255,
  );
}

/** The largest double that is not above `value`: numbers between two doubles sort after the lower one. */
function floorToDouble(value: Numeric, isAbove: boolean): number {
  const rounded = toNumber(value);
  if (!isAbove) return rounded;
  scratch.setFloat64(0, rounded);
  const bits = scratch.getBigInt64(0);
  scratch.setBigInt64(0, rounded > 0 ? bits - 1n : bits + 1n);
  return rounded === 0 ? -Number.MIN_VALUE : scratch.getFloat64(0);
}

function numberKey(value: Numeric): string {
  if (typeof value === "number") {
    return Number.isNaN(value) ? "\0" : `\u0001${doubleKey(value)}\0`;
  }
  const rounded = toNumber(value);
  if (Number.isNaN(rounded)) return "\0";
  const digits = digitsBeyondDouble(value);
  if (digits === undefined) return `\u0001${doubleKey(rounded)}\0`;
  const base = floorToDouble(value, compareNumbers(value, rounded) < 0);
  const isNegative = rounded < 0 || (rounded === 0 && String(value).startsWith("-"));
  const tail = `${digits}\0`;
  return `\u0001${doubleKey(base)}\u0001${isNegative ? invertKey(tail) : tail}`;
}

/** Text ends with the bytes 0, 1; a zero byte inside it is followed by 255, so that it sorts above the end. */
const endOfText = "\0\u0001";

function textKey(text: string): string {
  // eslint-disable-next-line no-control-regex
  if (/^[\u0001-\u007f]*$/.test(text)) return text + endOfText;
  return Buffer.from(text, "utf8").toString("latin1").replaceAll("\0", "\0\u00ff") + endOfText;
}

/** Returns what the keys of all texts that start with `text` have in common. */
export function textPrefixKey(text: string): string {
  return textKey(text).slice(0, -endOfText.length);
}

function fieldsKey(document: Document, fold: FoldText): string {
  let key = "";
  for (const name of Object.keys(document)) {
    const value: unknown = document[name];
    if (value === undefined) continue;
    key += String.fromCharCode(typeOf(value).rank) + textKey(name) + keyOf(value, fold);
  }
  return `${key}\0`;
}

function binaryKey(binary: Binary): string {
  const length = binary.length();
  const head = String.fromCharCode(length >>> 24, (length >>> 16) & 255, (length >>> 8) & 255);
  return (
    head +
    String.fromCharCode(length & 255, binary.sub_type) +
    Buffer.from(binary.value()).toString("latin1")
  );
}

/** Makes texts equal that a collation calls equal; the default changes nothing. */
export type FoldText = (text: string) => string;

const asIs: FoldText = (text) => text;

/** Returns the key of a canonical value. */
export function keyOf(value: unknown, fold: FoldText = asIs): Key {
  const { rank } = typeOf(value);
  const head = String.fromCharCode(rank);
  switch (rank) {
    case types.int.rank:
      return head + numberKey(value as Numeric);
    case types.string.rank:
      return head + textKey(fold(String(value)));
    case types.object.rank:
      return head + fieldsKey(value as Document, fold);
    case types.array.rank:
      return `${head}${(value as unknown[]).map((item) => keyOf(item, fold)).join("")}\0`;
    case types.binary.rank:
      return head + binaryKey(value as Binary);
    case types.objectId.rank:
      return head + (value as ObjectId).toHexString();
    case types.boolean.rank:
      return head + (value === true ? "\u0001" : "\0");
    case types.date.rank:
      return head + doubleKey(Number(value));
    case types.timestamp.rank: {
      const { t, i } = value as Timestamp;
      return head + doubleKey(t) + doubleKey(i);
    }
    case types.regex.rank: {
      const regex = value as BSONRegExp;
      return head + textKey(regex.pattern) + textKey(regex.options);
    }
    case types.code.rank:
      return head + textKey((value as Code).code);
    default:
      return head;
  }
}

/** Returns a key that sorts the other way round: for the descending fields of an index. */
export function invertKey(key: string): string {
  let inverted = "";
  for (let index = 0; index < key.length; index += 1) {
    inverted += String.fromCharCode(255 - key.charCodeAt(index));
  }
  return inverted;
}

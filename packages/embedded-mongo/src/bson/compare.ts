import type { Binary, BSONRegExp, Code, Document, ObjectId, Timestamp } from "bson";
import { compareNumbers } from "./number.ts";
import { typeOf, types, type Numeric } from "./type.ts";

/** Orders two strings; the default compares their UTF-8 bytes. */
export type CompareText = (left: string, right: string) => number;

/** Code units sort like UTF-8 bytes except around the surrogates, which stand for the highest code points. */
export function compareBytes(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a !== b) {
      const aHigh = a >= 0xd800 && a <= 0xdfff;
      const bHigh = b >= 0xd800 && b <= 0xdfff;
      return aHigh === bHigh ? a - b : aHigh ? 1 : -1;
    }
  }
  return left.length - right.length;
}

function compareFields(left: Document, right: Document, text: CompareText): number {
  const a = Object.keys(left);
  const b = Object.keys(right);
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const aKey = a[index] ?? "";
    const bKey = b[index] ?? "";
    const byType = typeOf(left[aKey]).rank - typeOf(right[bKey]).rank;
    if (byType !== 0) return byType;
    const byName = compareBytes(aKey, bKey);
    if (byName !== 0) return byName;
    const byValue = compareValues(left[aKey], right[bKey], text);
    if (byValue !== 0) return byValue;
  }
  return a.length - b.length;
}

function compareArrays(left: unknown[], right: unknown[], text: CompareText): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const order = compareValues(left[index], right[index], text);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** Binary data sorts by length, then subtype, then bytes. */
function compareBinary(left: Binary, right: Binary): number {
  return (
    left.length() - right.length() ||
    left.sub_type - right.sub_type ||
    Buffer.compare(left.value(), right.value())
  );
}

function regexText(value: BSONRegExp | RegExp): string {
  return value instanceof RegExp
    ? `${value.source}\0${value.flags}`
    : `${value.pattern}\0${value.options}`;
}

/**
 * Orders two canonical values as MongoDB does: by type first, numbers of all kinds by their
 * exact value, documents field by field, arrays element by element.
 */
export function compareValues(
  left: unknown,
  right: unknown,
  text: CompareText = compareBytes,
): number {
  if (typeof left === "number" && typeof right === "number") return compareNumbers(left, right);
  const type = typeOf(left);
  const byType = type.rank - typeOf(right).rank;
  if (byType !== 0) return byType;
  switch (type.rank) {
    case types.int.rank:
      return compareNumbers(left as Numeric, right as Numeric);
    case types.string.rank:
      return text(String(left), String(right));
    case types.object.rank:
      return compareFields(left as Document, right as Document, text);
    case types.array.rank:
      return compareArrays(left as unknown[], right as unknown[], text);
    case types.binary.rank:
      return compareBinary(left as Binary, right as Binary);
    case types.objectId.rank:
      return Buffer.compare((left as ObjectId).id, (right as ObjectId).id);
    case types.boolean.rank:
    case types.date.rank:
      return Number(left) - Number(right);
    case types.timestamp.rank:
      return (left as Timestamp).compare(right as Timestamp);
    case types.regex.rank:
      return compareBytes(regexText(left as BSONRegExp), regexText(right as BSONRegExp));
    case types.code.rank:
      return compareBytes((left as Code).code, (right as Code).code);
    default:
      return 0;
  }
}

import { WireError } from "./frame.ts";

/** Types of BSON elements that are asked for by name. https://bsonspec.org/spec.html */
export const elementType = {
  double: 0x01,
  string: 0x02,
  document: 0x03,
  array: 0x04,
  boolean: 0x08,
  int32: 0x10,
  int64: 0x12,
} as const;

/** One element of a document: where its value lies in the bytes, nothing decoded yet. */
export interface Element {
  name: string;
  type: number;
  /** Offset of the value's first byte. */
  start: number;
  /** Offset of the first byte after the value. */
  end: number;
}

/** Bytes of the value types that always have the same size. */
const fixedBytes: Record<number, number> = {
  0x01: 8, // double
  0x06: 0, // undefined
  0x07: 12, // ObjectId
  0x08: 1, // boolean
  0x09: 8, // date
  0x0a: 0, // null
  0x10: 4, // int32
  0x11: 8, // timestamp
  0x12: 8, // int64
  0x13: 16, // decimal128
  0x7f: 0, // max key
  0xff: 0, // min key
};

function afterCString(bytes: Buffer, offset: number): number {
  const zero = bytes.indexOf(0, offset);
  if (zero === -1) throw new WireError("Cannot read a BSON name as it has no end");
  return zero + 1;
}

function afterValue(bytes: Buffer, type: number, offset: number): number {
  const fixed = fixedBytes[type];
  if (fixed !== undefined) return offset + fixed;
  if (type === 0x0b) return afterCString(bytes, afterCString(bytes, offset)); // pattern, options
  if (offset + 4 > bytes.length) throw new WireError("Cannot read a BSON value without its size");
  const size = bytes.readInt32LE(offset);
  if (size < 0) throw new WireError(`Cannot read a BSON value of ${size} bytes`);
  switch (type) {
    case 0x02: // string
    case 0x0d: // code
    case 0x0e: // symbol
      return offset + 4 + size;
    case 0x03: // document
    case 0x04: // array
    case 0x0f: // code with scope
      if (size < 5) throw new WireError(`Cannot read a BSON document of ${size} bytes`);
      return offset + size;
    case 0x05: // binary: size, subtype, bytes
      return offset + 5 + size;
    case 0x0c: // DBPointer: string, ObjectId
      return offset + 4 + size + 12;
    default:
      throw new WireError(`Cannot read a BSON value of the unknown type ${type}`);
  }
}

/**
 * Walks over the top-level elements of a BSON document without decoding their values, so that
 * a name or a number can be read out of a message for next to nothing.
 *
 * @throws WireError when the bytes are not a well-formed document
 */
export function* readElements(document: Buffer): Generator<Element, void, void> {
  let offset = 4;
  const last = document.length - 1;
  if (last < 4 || document.readInt32LE(0) !== document.length || document[last] !== 0) {
    throw new WireError("Cannot read a BSON document whose size is not that of its bytes");
  }
  while (offset < last) {
    const type = document[offset] ?? 0;
    const start = afterCString(document, offset + 1);
    const end = afterValue(document, type, start);
    if (end > last)
      throw new WireError("Cannot read a BSON value that is longer than its document");
    yield { name: document.toString("utf8", offset + 1, start - 1), type, start, end };
    offset = end;
  }
}

/**
 * Returns how many elements the array or document has. Names are skipped, not decoded.
 *
 * @throws WireError when the bytes are not a well-formed document
 */
export function countElements(document: Buffer): number {
  let count = 0;
  let offset = 4;
  const last = document.length - 1;
  while (offset < last) {
    const end = afterValue(document, document[offset] ?? 0, afterCString(document, offset + 1));
    if (end > last)
      throw new WireError("Cannot read a BSON value that is longer than its document");
    offset = end;
    count += 1;
  }
  return count;
}

/** Returns the text of a string element, undefined when it has another type. */
export function readString(document: Buffer, element: Element): string | undefined {
  if (element.type !== elementType.string) return undefined;
  return document.toString("utf8", element.start + 4, element.end - 1);
}

/** Returns the number of a double, int32, int64 or boolean element, undefined for another type. */
export function readNumber(document: Buffer, element: Element): number | undefined {
  switch (element.type) {
    case elementType.double:
      return document.readDoubleLE(element.start);
    case elementType.boolean:
      return document[element.start];
    case elementType.int32:
      return document.readInt32LE(element.start);
    case elementType.int64:
      return Number(document.readBigInt64LE(element.start));
    default:
      return undefined;
  }
}

/** Returns the bytes of an element that is a document or an array, undefined for another type. */
export function readNested(document: Buffer, element: Element): Buffer | undefined {
  if (element.type !== elementType.document && element.type !== elementType.array) return undefined;
  return document.subarray(element.start, element.end);
}

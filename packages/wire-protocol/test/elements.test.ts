import {
  Binary,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  serialize,
  Timestamp,
} from "bson";
import { describe, expect, it } from "vitest";
import {
  countElements,
  decodeDocument,
  type Element,
  elementType,
  readElements,
  readNested,
  readNumber,
  readString,
  WireError,
} from "../src/index.ts";

const everyType = {
  double: new Double(1.5),
  string: "Grüße",
  document: { a: { b: 1 } },
  array: [1, "two", [3]],
  binary: new Binary(Buffer.from([1, 2, 3])),
  objectId: new ObjectId(),
  yes: true,
  date: new Date(0),
  nothing: null,
  pattern: /a+b/im,
  code: new Code("return 1"),
  scoped: new Code("return a", { a: 1 }),
  int32: new Int32(-7),
  timestamp: new Timestamp({ t: 1, i: 2 }),
  int64: Long.fromNumber(2 ** 40),
  decimal: Decimal128.fromString("1.25"),
  least: new MinKey(),
  most: new MaxKey(),
};

function encode(document: object): Buffer {
  return Buffer.from(serialize(document));
}

function element(document: Buffer, name: string): Element {
  for (const found of readElements(document)) if (found.name === name) return found;
  throw new Error(`no element ${name}`);
}

describe("readElements", () => {
  it("walks over every type of value and finds all names in order", () => {
    const names = [...readElements(encode(everyType))].map(({ name }) => name);

    expect(names).toEqual(Object.keys(everyType));
  });

  it("finds the deprecated types that no serializer writes anymore", () => {
    const string = [2, 0, 0, 0, 0x61, 0];
    const body = [
      [0x06, 0x75, 0], // undefined
      [0x0e, 0x73, 0, ...string], // symbol
      [0x0c, 0x70, 0, ...string, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], // DBPointer
      [0x10, 0x6e, 0, 5, 0, 0, 0], // int32
    ].flat();
    const document = Buffer.from([body.length + 5, 0, 0, 0, ...body, 0]);

    expect([...readElements(document)].map(({ name }) => name)).toEqual(["u", "s", "p", "n"]);
  });

  it("reads strings, numbers and nested documents in place", () => {
    const document = encode(everyType);

    expect(readString(document, element(document, "string"))).toBe("Grüße");
    expect(readNumber(document, element(document, "double"))).toBe(1.5);
    expect(readNumber(document, element(document, "int32"))).toBe(-7);
    expect(readNumber(document, element(document, "int64"))).toBe(2 ** 40);
    expect(readNumber(document, element(document, "yes"))).toBe(1);
    const nested = readNested(document, element(document, "document"));
    expect(nested && decodeDocument(nested)).toEqual({ a: { b: 1 } });
    expect(nested?.buffer).toBe(document.buffer);
  });

  it("says undefined for a value of another type", () => {
    const document = encode(everyType);

    expect(readString(document, element(document, "int32"))).toBeUndefined();
    expect(readNumber(document, element(document, "string"))).toBeUndefined();
    expect(readNested(document, element(document, "string"))).toBeUndefined();
    expect(element(document, "string").type).toBe(elementType.string);
  });

  it("ends with a WireError or in order whichever byte of a document is wrong", () => {
    const original = encode(everyType);
    let refused = 0;
    for (let at = 0; at < original.length; at += 1) {
      for (const wrong of [0x00, 0x05, 0x7f, 0x80, 0xff]) {
        const document = Buffer.from(original);
        document[at] = wrong;
        try {
          for (const found of readElements(document)) {
            expect(found.end).toBeLessThan(document.length);
            readString(document, found);
            readNumber(document, found);
            const nested = readNested(document, found);
            if (nested) countElements(nested);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(WireError);
          refused += 1;
        }
      }
    }
    expect(refused).toBeGreaterThan(original.length);
  });

  it("refuses a document whose size is not that of its bytes", () => {
    const document = encode({ a: 1 });

    expect(() => [...readElements(document.subarray(0, -1))]).toThrow(WireError);
    expect(() => [...readElements(Buffer.concat([document, Buffer.alloc(1)]))]).toThrow(WireError);
    expect(() => [...readElements(Buffer.alloc(0))]).toThrow(WireError);
  });
});

describe("countElements", () => {
  it.each([0, 1, 9, 10, 11, 1000])("counts %i documents of a batch", (count) => {
    const cursor = encode({
      batch: Array.from({ length: count }, (_, index) => ({ _id: index, text: "a\0b" })),
    });
    const batch = readNested(cursor, element(cursor, "batch"));

    expect(batch && countElements(batch)).toBe(count);
  });
});

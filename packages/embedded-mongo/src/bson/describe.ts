import type { Binary, BSONRegExp, Document, ObjectId, Timestamp } from "bson";
import { typeOf, types } from "./type.ts";

/** Returns a value the way the server writes it in its messages: `{ name: "Ann", n: 1 }`. */
export function describe(value: unknown): string {
  switch (typeOf(value)) {
    case types.string:
      return JSON.stringify(value);
    case types.object: {
      const fields = Object.entries(value as Document);
      if (fields.length === 0) return "{}";
      return `{ ${fields.map(([name, field]) => `${name}: ${describe(field)}`).join(", ")} }`;
    }
    case types.array:
      return `[ ${(value as unknown[]).map(describe).join(", ")} ]`;
    case types.double:
      return Number.isInteger(Number(value)) ? `${Number(value)}.0` : String(value);
    case types.objectId:
      return `ObjectId('${(value as ObjectId).toHexString()}')`;
    case types.date:
      return `new Date(${Number(value)})`;
    case types.timestamp:
      return `Timestamp(${(value as Timestamp).t}, ${(value as Timestamp).i})`;
    case types.binary:
      return `BinData(${(value as Binary).sub_type}, ${(value as Binary).toString("base64")})`;
    case types.regex:
      return `/${(value as BSONRegExp).pattern}/${(value as BSONRegExp).options}`;
    case types.missing:
      return "null";
    case types.minKey:
    case types.maxKey:
      return typeOf(value).name.replace("k", "K").replace("m", "M");
    default:
      return String(value);
  }
}

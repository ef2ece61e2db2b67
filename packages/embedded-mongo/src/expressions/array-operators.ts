import type { Document } from "bson";
import * as mingo from "mingo/operators/expression";
import { isPlain } from "../bson/decode.ts";
import { describe } from "../bson/describe.ts";
import { typeOf } from "../bson/type.ts";
import { MongoError } from "../errors.ts";
import { isTrue } from "../query/filter.ts";
import { intOf, isNothing, named, ofFields, ofValues, type Operators } from "./operator.ts";

function notArray(name: string, code: number, value: unknown): MongoError {
  return new MongoError(code, `${name} requires an array, found: ${typeOf(value).name}`);
}

function integer(name: string, code: number, value: unknown): number {
  const number = intOf(value);
  if (number !== undefined) return number;
  throw new MongoError(code, `${name} requires a 32-bit integer, found: ${describe(value)}`);
}

function range([from, to, by]: unknown[], name: string): unknown {
  const start = integer(name, typeof from === "number" ? 34444 : 34443, from);
  const end = integer(name, typeof to === "number" ? 34446 : 34445, to);
  const step = by === undefined ? 1 : integer(name, typeof by === "number" ? 34448 : 34447, by);
  if (step === 0) throw new MongoError(34449, "$range requires a non-zero step value");
  const numbers: number[] = [];
  for (let next = start; step > 0 ? next < end : next > end; next += step) numbers.push(next);
  return numbers;
}

function slice(values: unknown[], name: string): unknown {
  if (values.some(isNothing)) return null;
  const [array, first, count] = values;
  if (!Array.isArray(array)) throw notArray(name, 28724, array);
  const place = integer(name, typeof first === "number" ? 28726 : 28725, first);
  if (values.length === 2) {
    return (place >= 0 ? array.slice(0, place) : array.slice(place)) as unknown[];
  }
  const length = integer(name, typeof count === "number" ? 28728 : 28727, count);
  if (length <= 0) {
    throw new MongoError(28729, `Third argument to $slice must be positive: ${length}`);
  }
  const start = place >= 0 ? place : Math.max(0, array.length + place);
  return array.slice(start, start + length) as unknown[];
}

function elementAt([array, place]: unknown[], name: string): unknown {
  if (isNothing(array) || isNothing(place)) return null;
  if (!Array.isArray(array)) throw notArray(name, 28689, array);
  return array.at(integer(name, typeof place === "number" ? 28691 : 28690, place)) as unknown;
}

function reversed([array]: unknown[], name: string): unknown {
  if (isNothing(array)) return null;
  if (!Array.isArray(array)) throw notArray(name, 34435, array);
  return array.toReversed() as unknown[];
}

function joined(arrays: unknown[], name: string): unknown {
  const all: unknown[] = [];
  for (const array of arrays) {
    if (isNothing(array)) return null;
    if (!Array.isArray(array)) throw notArray(name, 28664, array);
    for (const item of array) all.push(item);
  }
  return all;
}

/** Returns name and value of an entry, `[name, value]` or `{ k, v }`; all have the form of the first. */
function entryOf(entry: unknown, arePairs: boolean): [unknown, unknown] {
  if (Array.isArray(entry)) {
    if (!arePairs) throw new MongoError(40391, "$arrayToObject requires a consistent input format");
    if (entry.length !== 2) {
      throw new MongoError(40397, "$arrayToObject requires an array of size 2 arrays");
    }
    return entry as [unknown, unknown];
  }
  if (!isPlain(entry)) {
    throw new MongoError(
      40398,
      `Unrecognised input type format for $arrayToObject: ${typeOf(entry).name}`,
    );
  }
  if (arePairs) throw new MongoError(40396, "$arrayToObject requires a consistent input format");
  if (Object.keys(entry).length !== 2) {
    throw new MongoError(40392, "$arrayToObject requires an object with keys 'k' and 'v'");
  }
  if (!("k" in entry && "v" in entry)) {
    throw new MongoError(40393, "$arrayToObject requires an object with keys 'k' and 'v'");
  }
  return [entry.k, entry.v];
}

function fromEntries([array]: unknown[], name: string): unknown {
  if (isNothing(array)) return null;
  if (!Array.isArray(array)) throw notArray(name, 40386, array);
  const arePairs = Array.isArray(array[0]);
  const result: Document = {};
  for (const entry of array) {
    const [key, value] = entryOf(entry, arePairs);
    if (typeof key !== "string") {
      throw new MongoError(
        arePairs ? 40395 : 40394,
        `$arrayToObject requires keys to be strings, found: ${typeOf(key).name}`,
      );
    }
    result[key] = value;
  }
  return result;
}

function toEntries([object]: unknown[]): unknown {
  if (isNothing(object)) return null;
  if (isPlain(object)) return Object.entries(object).map(([k, v]) => ({ k, v: v as unknown }));
  throw new MongoError(
    40390,
    `$objectToArray requires a document input, found: ${typeOf(object).name}`,
  );
}

function merged(values: unknown[]): unknown {
  const [only] = values;
  const objects = values.length === 1 && Array.isArray(only) ? (only as unknown[]) : values;
  const result: Document = {};
  for (const object of objects) {
    if (isNothing(object)) continue;
    if (!isPlain(object)) {
      throw new MongoError(
        40400,
        `$mergeObjects requires object inputs, but input ${describe(object)} is of type ${typeOf(object).name}`,
      );
    }
    Object.assign(result, object);
  }
  return result;
}

function zip({ inputs, useLongestLength = false, defaults }: Document): unknown {
  if (isNothing(inputs)) return null;
  if (!Array.isArray(inputs)) throw notArray("$zip", 34461, inputs);
  if (inputs.length === 0) throw new MongoError(34465, "$zip requires at least one input array");
  if (typeof useLongestLength !== "boolean") {
    throw new MongoError(34463, "useLongestLength must be a bool");
  }
  if (defaults !== undefined && !Array.isArray(defaults)) throw notArray("$zip", 34462, defaults);
  if (defaults && !useLongestLength) {
    throw new MongoError(34466, "cannot specify defaults unless useLongestLength is true");
  }
  if (defaults && defaults.length !== inputs.length) {
    throw new MongoError(34467, "defaults and inputs must have the same length");
  }
  if (inputs.some(isNothing)) return null;
  const arrays = inputs.map((input: unknown) => {
    if (!Array.isArray(input)) throw notArray("$zip", 34468, input);
    return input as unknown[];
  });
  const lengths = arrays.map((array) => array.length);
  const length = lengths.reduce((a, b) => (useLongestLength ? Math.max(a, b) : Math.min(a, b)));
  return Array.from({ length }, (_, at) =>
    arrays.map((array, index) =>
      at < array.length ? array[at] : ((defaults?.[index] as unknown) ?? null),
    ),
  );
}

function everyElement(
  code: number,
  holds: "every" | "some",
): (values: unknown[], name: string) => unknown {
  return ([array], name) => {
    if (Array.isArray(array)) return array[holds](isTrue);
    throw new MongoError(code, `${name}'s argument must be an array, but is ${typeOf(array).name}`);
  };
}

/** mingo's stages call the operators of groups with all the documents; else they are about one array. */
function outsideGroups(name: "$first" | "$last" | "$mergeObjects", own: Operators): Operators {
  const ofGroup = (mingo as unknown as Operators)[name];
  const ofArray = own[name];
  return {
    [name]: (document, operand, options) =>
      (Array.isArray(document) ? ofGroup : ofArray)?.(document, operand, options),
  };
}

function elementFrom(place: number): (values: unknown[], name: string) => unknown {
  return ([array], name) => {
    if (isNothing(array)) return null;
    if (!Array.isArray(array)) throw notArray(name, 28689, array);
    return array.at(place) as unknown;
  };
}

export const arrayOperators: Operators = {
  ...named(range, ["$range"], [2, 3]),
  ...named(slice, ["$slice"], [2, 3]),
  ...named(elementAt, ["$arrayElemAt"], [2]),
  ...named(reversed, ["$reverseArray"], [1]),
  ...named(joined, ["$concatArrays"]),
  ...named(fromEntries, ["$arrayToObject"], [1]),
  ...named(toEntries, ["$objectToArray"], [1]),
  ...named(everyElement(17040, "every"), ["$allElementsTrue"], [1]),
  ...named(everyElement(17041, "some"), ["$anyElementTrue"], [1]),
  ...outsideGroups("$first", named(elementFrom(0), ["$first"], [1])),
  ...outsideGroups("$last", named(elementFrom(-1), ["$last"], [1])),
  ...outsideGroups("$mergeObjects", { $mergeObjects: ofValues(merged, "$mergeObjects") }),
  ...ofFields(
    "$zip",
    {
      required: ["inputs"],
      optional: ["useLongestLength", "defaults"],
      notObject: 34460,
      unknown: 34464,
      missing: 34465,
    },
    zip,
  ),
};

import { BSONRegExp, type Document } from "bson";
import { toRegExp } from "../query/regex.ts";
import { isNumeric, typeOf, type Numeric } from "../bson/type.ts";
import { MongoError } from "../errors.ts";
import { compareBytes } from "../bson/compare.ts";
import { intOf, isNothing, named, ofFields, type Operators } from "./operator.ts";

function lower(text: string): string {
  return text.replaceAll(/[A-Z]+/g, (part) => part.toLowerCase());
}

function upper(text: string): string {
  return text.replaceAll(/[a-z]+/g, (part) => part.toUpperCase());
}

/** Returns numbers and dates as text, nothing as an empty one. */
function coerced(value: unknown, name: string): string {
  if (isNothing(value)) return "";
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "string") return value;
  if (isNumeric(value)) return (value as Numeric).toString();
  throw new MongoError(
    16007,
    `can't convert from BSON type ${typeOf(value).name} to String (${name})`,
  );
}

function requireText(value: unknown, code: number, what: string): string {
  if (typeof value === "string") return value;
  throw new MongoError(code, `${what} must be a string, found: ${typeOf(value).name}`);
}

function concat(values: unknown[]): unknown {
  let text = "";
  for (const value of values) {
    if (isNothing(value)) return null;
    if (typeof value !== "string") {
      throw new MongoError(16702, `$concat only supports strings, not ${typeOf(value).name}`);
    }
    text += value;
  }
  return text;
}

/** A part of a text by places in UTF-8; a negative length is the rest. */
function substringOfBytes([value, from, length]: unknown[], name: string): unknown {
  const bytes = Buffer.from(coerced(value, name));
  const start = intOf(from);
  const count = intOf(length);
  if (start === undefined) {
    throw new MongoError(16034, `${name}:  starting index must be a numeric type`);
  }
  if (count === undefined) throw new MongoError(16035, `${name}:  length must be a numeric type`);
  if (start < 0) {
    throw new MongoError(50752, `${name}:  starting index must be non-negative (got: ${start})`);
  }
  const end = count < 0 ? bytes.length : Math.min(bytes.length, start + count);
  const isInside = (at: number): boolean => at < bytes.length && ((bytes[at] ?? 0) & 0xc0) === 0x80;
  if (isInside(start)) {
    throw new MongoError(
      28656,
      `${name}:  Invalid range, starting index is a UTF-8 continuation byte.`,
    );
  }
  if (start < end && isInside(end)) {
    throw new MongoError(
      28657,
      `${name}:  Invalid range, ending index is in the middle of a UTF-8 character.`,
    );
  }
  return bytes.subarray(start, Math.max(start, end)).toString();
}

function substringOfCharacters([value, from, length]: unknown[], name: string): unknown {
  const text = coerced(value, name);
  const start = intOf(from);
  const count = intOf(length);
  if (start === undefined) {
    throw new MongoError(34450, `${name}: starting index must be a numeric type`);
  }
  if (count === undefined) throw new MongoError(34452, `${name}: length must be a numeric type`);
  if (start < 0) {
    throw new MongoError(34455, `${name}: the starting index must be nonnegative integer.`);
  }
  if (count < 0) throw new MongoError(34454, `${name}: length must be a nonnegative integer.`);
  return Array.from(text)
    .slice(start, start + count)
    .join("");
}

function split([value, separator]: unknown[]): unknown {
  if (isNothing(value) || isNothing(separator)) return null;
  const text = requireText(value, 40085, "$split's first argument");
  const by = requireText(separator, 40086, "$split's second argument");
  if (by === "") throw new MongoError(40087, "$split requires a non-empty separator");
  return text.split(by);
}

/** What $trim removes when it is not told. https://www.mongodb.com/docs/manual/reference/operator/aggregation/trim/ */
const blanks = new Set(
  "\0\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a",
);

function trim(values: Document, name: string): unknown {
  const { input, chars } = values;
  const given = "chars" in values;
  if (isNothing(input)) return null;
  const text = Array.from(requireText(input, 50699, `${name}'s input`));
  if (given && isNothing(chars)) return null;
  const removed = given
    ? new Set(Array.from(requireText(chars, 50700, `${name}'s chars`)))
    : blanks;
  let start = 0;
  let end = text.length;
  if (name !== "$rtrim") while (start < end && removed.has(text[start] ?? "")) start += 1;
  if (name !== "$ltrim") while (end > start && removed.has(text[end - 1] ?? "")) end -= 1;
  return text.slice(start, end).join("");
}

function replace({ input, find, replacement }: Document, name: string): unknown {
  const texts = [
    [input, 51746, "input"],
    [find, 51745, "find"],
    [replacement, 51744, "replacement"],
  ] as const;
  for (const [value, code, what] of texts) {
    if (!isNothing(value)) requireText(value, code, `${name}'s '${what}'`);
  }
  if (texts.some(([value]) => isNothing(value))) return null;
  // A function, because JavaScript reads $& in a text as what was found.
  const by = (): string => String(replacement);
  return name === "$replaceOne"
    ? String(input).replace(String(find), by)
    : String(input).replaceAll(String(find), by);
}

/** Returns the two places between which a text is looked for. */
function bounds(name: string, length: number, from: unknown, to: unknown): [number, number] {
  const [start = length, end = length] = [from, to].map((bound, index) => {
    if (bound === undefined) return index === 0 ? 0 : length;
    const place = intOf(bound);
    if (place === undefined) {
      throw new MongoError(
        40096,
        `${name} requires an integral ${index === 0 ? "starting" : "ending"} index, found a value of type: ${typeOf(bound).name}`,
      );
    }
    if (place < 0) {
      throw new MongoError(
        40097,
        `${name} requires a nonnegative ${index === 0 ? "start" : "ending"} index, found: ${place}`,
      );
    }
    return place;
  });
  return [start, Math.min(end, length)];
}

function indexOfText([value, wanted, from, to]: unknown[], name: string): unknown {
  if (isNothing(value)) return null;
  const inBytes = name === "$indexOfBytes";
  const text = requireText(value, inBytes ? 40091 : 40093, `${name}'s first argument`);
  const part = requireText(wanted, inBytes ? 40092 : 40094, `${name}'s second argument`);
  if (inBytes) {
    const bytes = Buffer.from(text);
    const [start, end] = bounds(name, bytes.length, from, to);
    return start > end ? -1 : findFrom(bytes.subarray(0, end).indexOf(part, start), start, end);
  }
  const characters = Array.from(text);
  const [start, end] = bounds(name, characters.length, from, to);
  if (start > end) return -1;
  const window = characters.slice(start, end).join("");
  const found = window.indexOf(part);
  return found === -1 ? -1 : start + Array.from(window.slice(0, found)).length;
}

function findFrom(found: number, start: number, end: number): number {
  return found >= start && found <= end ? found : -1;
}

/** Returns the pattern of $regexMatch and its kin, or undefined where there is none. */
function patternOf(values: Document, name: string): RegExp | undefined {
  const { regex, options } = values;
  if (!isNothing(regex) && typeof regex !== "string" && !(regex instanceof BSONRegExp)) {
    throw new MongoError(51105, `${name} needs 'regex' to be of type string or regex`);
  }
  if (!isNothing(options) && typeof options !== "string") {
    throw new MongoError(51106, `${name} needs 'options' to be of type string`);
  }
  if (isNothing(regex)) return undefined;
  const ownOptions = regex instanceof BSONRegExp ? regex.options : "";
  if (!isNothing(options) && ownOptions !== "") {
    throw new MongoError(
      51107,
      `${name}: found regex option(s) specified in both 'regex' and 'option' fields`,
    );
  }
  try {
    return toRegExp(regex, isNothing(options) ? undefined : options);
  } catch (error) {
    if (!(error instanceof MongoError) || error.code !== 51091) throw error;
    throw new MongoError(51111, `Invalid Regex in ${name}: ${error.message}`);
  }
}

/** Returns what was found as the server tells it; places count characters, not UTF-16's halves. */
function matchDocuments(text: string, matches: RegExpExecArray[]): Document[] {
  let from = 0;
  let characters = 0;
  return matches.map((match) => {
    for (const _ of text.slice(from, match.index)) characters += 1;
    from = match.index;
    return {
      match: match[0],
      idx: characters,
      captures: match.slice(1).map((capture: string | undefined) => capture ?? null),
    };
  });
}

function findPattern(values: Document, name: string): unknown {
  const { input } = values;
  const pattern = patternOf(values, name);
  if (!isNothing(input) && typeof input !== "string") {
    throw new MongoError(51104, `${name} needs 'input' to be of type string`);
  }
  const isFound = name === "$regexMatch";
  if (typeof input !== "string" || !pattern) {
    return isFound ? false : name === "$regexFind" ? null : [];
  }
  if (isFound) return pattern.test(input);
  if (name === "$regexFind") {
    const match = pattern.exec(input);
    return match && matchDocuments(input, [match])[0];
  }
  const all = [...input.matchAll(new RegExp(pattern.source, `${pattern.flags}g`))];
  // The server stops at the end of the text, where an empty pattern would match once more.
  const found = all.filter(
    (match) => match[0] !== "" || match.index < input.length || input === "",
  );
  return matchDocuments(input, found);
}

const trimFields = {
  required: ["input"],
  optional: ["chars"],
  notObject: 50696,
  unknown: 50694,
  missing: 50695,
};

const regexFields = {
  required: ["input", "regex"],
  optional: ["options"],
  notObject: 51103,
  unknown: 31024,
  missing: 31022,
};

const replaceFields = {
  required: ["input", "find", "replacement"],
  notObject: 51751,
  unknown: 51750,
  missing: 51749,
};

export const textOperators: Operators = {
  ...named(concat, ["$concat"]),
  ...named(([value], name) => upper(coerced(value, name)), ["$toUpper"], [1]),
  ...named(([value], name) => lower(coerced(value, name)), ["$toLower"], [1]),
  ...named(
    ([left, right], name) =>
      Math.sign(compareBytes(upper(coerced(left, name)), upper(coerced(right, name)))),
    ["$strcasecmp"],
    [2],
  ),
  ...named(
    ([value], name) => Array.from(requireText(value, 34471, `${name}'s argument`)).length,
    ["$strLenCP"],
    [1],
  ),
  ...named(
    ([value], name) => Buffer.byteLength(requireText(value, 34473, `${name}'s argument`)),
    ["$strLenBytes"],
    [1],
  ),
  ...named(substringOfBytes, ["$substr", "$substrBytes"], [3]),
  ...named(substringOfCharacters, ["$substrCP"], [3]),
  ...named(split, ["$split"], [2]),
  ...named(indexOfText, ["$indexOfCP", "$indexOfBytes"], [2, 3, 4]),
  ...ofFields("$trim", trimFields, trim),
  ...ofFields("$ltrim", trimFields, trim),
  ...ofFields("$rtrim", trimFields, trim),
  ...ofFields("$replaceOne", replaceFields, replace),
  ...ofFields("$replaceAll", replaceFields, replace),
  ...ofFields("$regexMatch", regexFields, findPattern),
  ...ofFields("$regexFind", regexFields, findPattern),
  ...ofFields("$regexFindAll", regexFields, findPattern),
};

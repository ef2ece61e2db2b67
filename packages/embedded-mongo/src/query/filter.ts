import { Binary, BSONRegExp, Code, Long, type Document } from "bson";
import { compareBytes, compareValues } from "../bson/compare.ts";
import { isPlain } from "../bson/decode.ts";
import { describe } from "../bson/describe.ts";
import { exactly } from "../bson/exact.ts";
import { keyOf } from "../bson/key.ts";
import { toNumber } from "../bson/number.ts";
import { isNumeric, typeOf, types, typesNamed, type Numeric } from "../bson/type.ts";
import { MongoError, notSupported } from "../errors.ts";
import type { Collation } from "./collation.ts";
import { compileSchema } from "./json-schema.ts";
import { isArrayIndex, someAt } from "./path.ts";
import { toRegExp } from "./regex.ts";

export type Test = (value: unknown) => boolean;

/** A filter in parts: the planner reads it, `compileFilter` runs it. */
export type FilterNode =
  | { kind: "and" | "or" | "nor"; children: FilterNode[] }
  | { kind: "not"; child: FilterNode }
  | {
      kind: "field";
      path: string;
      parts: string[];
      operator: string;
      operand: unknown;
      /** Whether the elements of an array are tested, too. */
      withElements: boolean;
      test: Test;
      /** The conditions of an $elemMatch. */
      inner?: FilterNode;
    }
  | { kind: "document"; operator: string; test: Test };

/** What a filter needs from around it. */
export interface FilterContext {
  collation?: Collation | undefined;
  /** Compiles an aggregation expression; gets a document, returns the value. */
  expression: (expression: unknown) => (document: Document) => unknown;
  /** Called with the ms that a `$where: "sleep(ms) || true"` wants to take for each document. */
  sleep?: (ms: number) => void;
  /** The conditions are about an element of an array: some ask about the whole document. */
  isWithinElement?: boolean;
}

function bad(message: string): MongoError {
  return new MongoError("BadValue", message);
}

/**
 * Takes a filter apart.
 *
 * @throws MongoError with the server's message when it is not a valid filter
 */
export function parseFilter(filter: Document, context: FilterContext): FilterNode {
  const children: FilterNode[] = [];
  for (const [name, operand] of Object.entries(filter)) {
    if (name.startsWith("$") && !(context.isWithinElement && isReferenceField(name))) {
      const node = parseTopLevel(name, operand, context);
      if (node) children.push(node);
    } else {
      children.push(...parseField(name, operand, context));
    }
  }
  return children.length === 1 && children[0] ? children[0] : { kind: "and", children };
}

function parseTopLevel(
  name: string,
  operand: unknown,
  context: FilterContext,
): FilterNode | undefined {
  if (context.isWithinElement && ["$expr", "$where", "$text"].includes(name)) {
    throw bad(`${name} can only be applied to the top-level document`);
  }
  switch (name) {
    case "$and":
    case "$or":
    case "$nor": {
      if (!Array.isArray(operand)) throw bad(`${name} must be an array`);
      if (operand.length === 0) throw bad("$and/$or/$nor must be a nonempty array");
      const children = operand.map((entry: unknown) => {
        if (!isPlain(entry)) throw bad("$or/$and/$nor entries need to be full objects");
        return parseFilter(entry, context);
      });
      return { kind: name.slice(1) as "and" | "or" | "nor", children };
    }
    case "$comment":
      return undefined;
    case "$expr": {
      const evaluate = context.expression(operand);
      const test: Test = (document) => isTrue(evaluate(document as Document));
      return { kind: "document", operator: name, test };
    }
    case "$jsonSchema":
      return { kind: "document", operator: name, test: compileSchema(operand) };
    case "$sampleRate": {
      const rate = toNumber(operand as Numeric);
      return { kind: "document", operator: name, test: () => Math.random() < rate };
    }
    case "$alwaysTrue":
    case "$alwaysFalse":
      return { kind: "document", operator: name, test: () => name === "$alwaysTrue" };
    case "$where":
      return parseWhere(operand, context);
    case "$text":
      throw notSupported("$text");
    default:
      throw bad(
        `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
      );
  }
}

/**
 * Scripts are not run: whoever reaches the port could run anything. The one that everybody uses to
 * make a query slow, `sleep(ms) || true`, is understood; it holds nobody else up.
 */
function parseWhere(operand: unknown, context: FilterContext): FilterNode {
  const script = operand instanceof Code ? operand.code : operand;
  const sleep =
    typeof script === "string" &&
    /^\s*(?:function\s*\(\s*\)\s*\{)?\s*(?:return\s+)?sleep\(\s*(\d+)\s*\)\s*(?:;|\|\|)\s*(?:return\s+)?(true|false|1|0)?\s*;?\s*\}?\s*$/.exec(
      script,
    );
  if (!sleep) throw notSupported('$where with a script other than "sleep(ms) || true"');
  const isMatch = sleep[2] === "true" || sleep[2] === "1";
  const test: Test = () => {
    context.sleep?.(Number(sleep[1]));
    return isMatch;
  };
  return { kind: "document", operator: "$where", test };
}

/** An expression's value as a condition: all but false, null, missing and 0 is true. */
export function isTrue(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return false;
  return !isNumeric(value) || toNumber(value as Numeric) !== 0;
}

/** Tells whether `operand` is a document of operators (`{ $gt: 1 }`) rather than a value to be equal to. */
export function hasOperators(operand: unknown): operand is Document {
  if (!isPlain(operand)) return false;
  const first = Object.keys(operand)[0];
  return first !== undefined && first.startsWith("$") && !isReferenceField(first);
}

/** The fields of a reference to another document (DBRef): no operators, though they begin with a dollar. */
function isReferenceField(name: string): boolean {
  return name === "$ref" || name === "$id" || name === "$db";
}

function parseField(path: string, operand: unknown, context: FilterContext): FilterNode[] {
  const parts = path.split(".");
  if (hasOperators(operand)) return parseOperators(path, parts, operand, context);
  const operator = isRegex(operand) ? "$regex" : "$eq";
  return [fieldNode(path, parts, operator, operand, compileEquality(operand, context))];
}

function isRegex(value: unknown): value is BSONRegExp | RegExp {
  return value instanceof BSONRegExp || value instanceof RegExp;
}

function fieldNode(
  path: string,
  parts: string[],
  operator: string,
  operand: unknown,
  test: Test,
  withElements = true,
): FilterNode {
  return { kind: "field", path, parts, operator, operand, withElements, test };
}

function parseOperators(
  path: string,
  parts: string[],
  operators: Document,
  context: FilterContext,
): FilterNode[] {
  const nodes: FilterNode[] = [];
  const negate = (children: FilterNode[]): FilterNode => ({ kind: "nor", children });
  for (const [operator, operand] of Object.entries(operators) as [string, unknown][]) {
    const add = (test: Test, withElements = true): unknown =>
      nodes.push(fieldNode(path, parts, operator, operand, test, withElements));
    switch (operator) {
      case "$eq":
        add(compileEquality(operand, context, false));
        break;
      case "$ne":
        if (isRegex(operand)) throw bad("Can't have regex as arg to $ne.");
        nodes.push(
          negate([
            fieldNode(path, parts, "$eq", operand, compileEquality(operand, context, false)),
          ]),
        );
        break;
      case "$gt":
      case "$gte":
      case "$lt":
      case "$lte":
        if (isRegex(operand))
          throw bad(`Can't have RegEx as arg to predicate over field '${path}'.`);
        add(compileComparison(operator, operand, context));
        break;
      case "$in":
        add(compileIn(operator, operand, context));
        break;
      case "$nin":
        nodes.push(
          negate([fieldNode(path, parts, "$in", operand, compileIn(operator, operand, context))]),
        );
        break;
      case "$not":
        if (isRegex(operand)) nodes.push(negate(parseField(path, operand, context)));
        else if (!isPlain(operand)) throw bad("$not needs a regex or a document");
        else if (Object.keys(operand).length === 0) throw bad("$not cannot be empty");
        else {
          const children = parseOperators(path, parts, operand, context);
          nodes.push(negate([{ kind: "and", children }]));
        }
        break;
      case "$exists": {
        const exists = fieldNode(
          path,
          parts,
          operator,
          operand,
          (value) => value !== undefined,
          false,
        );
        nodes.push(isTrue(operand) ? exists : negate([exists]));
        break;
      }
      case "$type":
        add(compileType(operand));
        break;
      case "$regex":
      case "$options":
        if (operator === "$options") {
          if (!("$regex" in operators)) throw bad("$options needs a $regex");
          break;
        }
        // With options no index can tell: under its own name, what is planned takes no notice of it.
        nodes.push(
          fieldNode(
            path,
            parts,
            operators.$options === undefined ? operator : "$options",
            operand,
            compileRegex(operand, operators.$options),
          ),
        );
        break;
      case "$mod":
        add(compileMod(operand));
        break;
      case "$size":
        add(compileSize(operand), false);
        break;
      case "$all":
        nodes.push(parseAll(path, parts, operand, context));
        break;
      case "$elemMatch":
        nodes.push(elementMatchNode(path, parts, operand, context));
        break;
      case "$bitsAllSet":
      case "$bitsAllClear":
      case "$bitsAnySet":
      case "$bitsAnyClear":
        add(compileBits(operator, operand));
        break;
      case "$comment":
        break;
      case "$geoWithin":
      case "$geoIntersects":
      case "$near":
      case "$nearSphere":
        throw notSupported(operator);
      default:
        throw bad(`unknown operator: ${operator}`);
    }
  }
  return nodes;
}

function compileEquality(operand: unknown, context: FilterContext, regexMatches = true): Test {
  if (operand === undefined) throw bad("cannot compare to undefined");
  if (operand === null) return (value) => value === undefined || value === null;
  if (isRegex(operand)) {
    const isSame: Test = (value) => isRegex(value) && compareValues(value, operand) === 0;
    if (!regexMatches) return isSame;
    const matches = compileRegex(operand, undefined);
    return (value) => matches(value) || isSame(value);
  }
  const text = context.collation?.compare;
  if (typeof operand === "string") {
    if (!text) return (value) => value === operand;
    return (value) => typeof value === "string" && text(value, operand) === 0;
  }
  if (typeof operand === "number") {
    return (value) =>
      typeof value === "number"
        ? value === operand || (Number.isNaN(value) && Number.isNaN(operand))
        : typeof value === "object" && compareValues(value, operand) === 0;
  }
  return (value) => compareValues(value, operand, text) === 0;
}

function compileComparison(operator: string, operand: unknown, context: FilterContext): Test {
  const text = context.collation?.compare ?? compareBytes;
  const { rank } = typeOf(operand);
  const includesEqual = operator.endsWith("e");
  const isLess = operator.startsWith("$lt");
  if (operand === null) return (value) => includesEqual && (value ?? null) === null;
  if (rank === types.minKey.rank || rank === types.maxKey.rank) {
    // The two ends are comparable with every type.
    return (value) => {
      const order = typeOf(value ?? null).rank - rank;
      return order === 0 ? includesEqual : isLess === order < 0;
    };
  }
  if (isNumeric(operand)) {
    const limit = toNumber(operand as Numeric);
    if (Number.isNaN(limit)) {
      return (value) =>
        includesEqual && isNumeric(value) && Number.isNaN(toNumber(value as Numeric));
    }
    return (value) => {
      if (!isNumeric(value) || Number.isNaN(toNumber(value as Numeric))) return false;
      const order = compareValues(value, operand);
      return order === 0 ? includesEqual : isLess === order < 0;
    };
  }
  return (value) => {
    if (value === undefined || typeOf(value).rank !== rank) return false;
    const order = compareValues(value, operand, text);
    return order === 0 ? includesEqual : isLess === order < 0;
  };
}

function compileIn(operator: string, operand: unknown, context: FilterContext): Test {
  if (!Array.isArray(operand)) throw bad(`${operator} needs an array`);
  for (const item of operand) if (hasOperators(item)) throw bad(`cannot nest $ under ${operator}`);
  const patterns = operand.filter(isRegex);
  const values = operand.filter((item) => !isRegex(item));
  const tests = patterns.map((pattern) => compileEquality(pattern, context));
  const hasNull = values.includes(null);
  const fold = context.collation?.fold;
  const keys = new Set(values.map((item) => keyOf(item, fold)));
  return (value) =>
    (value === undefined ? hasNull : keys.has(keyOf(value, fold))) ||
    tests.some((test) => test(value));
}

function compileType(operand: unknown): Test {
  const wanted = new Set<unknown>();
  for (const name of Array.isArray(operand) ? (operand as unknown[]) : [operand]) {
    const named = typesNamed(isNumeric(name) ? toNumber(name as Numeric) : name);
    if (!named) {
      throw typeof name === "string"
        ? bad(`Unknown type name alias: ${name}`)
        : bad(`Invalid numerical type code: ${describe(name)}`);
    }
    for (const type of named) wanted.add(type);
  }
  if (wanted.size === 0)
    throw new MongoError("FailedToParse", "$type must match at least one type");
  return (value) => value !== undefined && wanted.has(typeOf(value));
}

function compileRegex(operand: unknown, options: unknown): Test {
  const regex = toRegExp(operand, options);
  return (value) => typeof value === "string" && regex.test(value);
}

function compileMod(operand: unknown): Test {
  if (!Array.isArray(operand)) throw bad("malformed mod, needs to be an array");
  if (operand.length < 2) throw bad("malformed mod, not enough elements");
  if (operand.length > 2) throw bad("malformed mod, too many elements");
  const [divisor, remainder] = operand.map((item: unknown) => {
    if (!isNumeric(item)) throw bad("malformed mod, divisor not a number");
    return Math.trunc(toNumber(item as Numeric));
  }) as [number, number];
  if (divisor === 0) throw bad("divisor cannot be 0");
  return (value) => {
    if (value instanceof Long) return value.toBigInt() % BigInt(divisor) === BigInt(remainder);
    return isNumeric(value) && Math.trunc(toNumber(value as Numeric)) % divisor === remainder;
  };
}

function compileSize(operand: unknown): Test {
  const size = isNumeric(operand) ? toNumber(operand as Numeric) : Number.NaN;
  const shown = `$size: ${describe(operand)}`;
  if (Number.isNaN(size)) throw bad(`Failed to parse $size. Expected a number in: ${shown}`);
  if (!Number.isInteger(size)) throw bad(`Failed to parse $size. Expected an integer: ${shown}`);
  if (size < 0) throw bad(`Failed to parse $size. Expected a non-negative number in: ${shown}`);
  return (value) => Array.isArray(value) && value.length === size;
}

function parseAll(
  path: string,
  parts: string[],
  operand: unknown,
  context: FilterContext,
): FilterNode {
  if (!Array.isArray(operand)) throw bad("$all needs an array");
  if (operand.length === 0) return { kind: "document", operator: "$all", test: () => false };
  const [first] = operand as unknown[];
  const ofElements = isElementMatch(first);
  const children = operand.flatMap((item: unknown): FilterNode[] => {
    if (isElementMatch(item) !== ofElements) throw bad("$all/$elemMatch has to be consistent");
    if (ofElements) return parseOperators(path, parts, item as Document, context);
    if (hasOperators(item)) throw bad("no $ expressions in $all");
    return parseField(path, item, context);
  });
  return { kind: "and", children };
}

function isElementMatch(operand: unknown): boolean {
  return isPlain(operand) && Object.keys(operand)[0] === "$elemMatch";
}

function elementMatchNode(
  path: string,
  parts: string[],
  operand: unknown,
  context: FilterContext,
): FilterNode {
  if (!isPlain(operand)) throw bad("$elemMatch needs an Object");
  const { inner, test } = parseElement(operand, context);
  return {
    kind: "field",
    path,
    parts,
    operator: "$elemMatch",
    operand,
    withElements: false,
    test: (value) => Array.isArray(value) && value.some(test),
    inner,
  };
}

function parseElement(
  criteria: Document,
  context: FilterContext,
): { inner: FilterNode; test: Test } {
  const first = Object.keys(criteria)[0];
  const isLogical = ["$and", "$or", "$nor", "$where"].includes(first ?? "");
  if (hasOperators(criteria) && !isLogical) {
    const inner: FilterNode = { kind: "and", children: parseOperators("", [], criteria, context) };
    return { inner, test: compileNode(inner) };
  }
  const inner = parseFilter(criteria, { ...context, isWithinElement: true });
  const test = compileNode(inner);
  return {
    inner,
    // An array in an array is asked as a document is: its fields are the places.
    test: (element) =>
      Array.isArray(element)
        ? test(Object.fromEntries(element.entries()))
        : isPlain(element) && test(element),
  };
}

/** Returns the test of one element: by its fields, or by operators on the element itself. */
export function compileElement(criteria: Document, context: FilterContext): Test {
  return parseElement(criteria, context).test;
}

function compileBits(operator: string, operand: unknown): Test {
  const mask = bitMask(operator, operand);
  return (value) => {
    const bits =
      value instanceof Binary
        ? BigInt(`0x0${Buffer.from(value.value().toReversed()).toString("hex")}`)
        : wholeOf(value);
    if (bits === undefined) return false;
    const set = bits & mask;
    if (operator === "$bitsAllSet") return set === mask;
    if (operator === "$bitsAllClear") return set === 0n;
    return operator === "$bitsAnySet" ? set !== 0n : set !== mask;
  };
}

function bitMask(operator: string, operand: unknown): bigint {
  if (operand instanceof Binary) {
    return BigInt(`0x0${Buffer.from(operand.value().toReversed()).toString("hex")}`);
  }
  if (Array.isArray(operand)) {
    return operand.reduce<bigint>((mask, position: unknown) => {
      const at = isNumeric(position) ? toNumber(position as Numeric) : -1;
      if (!Number.isInteger(at) || at < 0) {
        throw bad(`bit positions must be integers >= 0 but got: ${describe(position)}`);
      }
      return mask | (1n << BigInt(at));
    }, 0n);
  }
  const mask = wholeOf(operand);
  if (mask === undefined || mask < 0n) {
    throw bad(
      `${operator} takes an Array, a number, or a BinData but received: ${describe(operand)}`,
    );
  }
  return mask;
}

/** Returns a number as the 64-bit integer that it is, or undefined where it is none. */
function wholeOf(value: unknown): bigint | undefined {
  if (!isNumeric(value) || !Number.isFinite(toNumber(value as Numeric))) return undefined;
  const { coefficient, exponent } = exactly(value as Numeric);
  const scale = 10n ** BigInt(Math.abs(exponent));
  if (exponent < 0 && coefficient % scale !== 0n) return undefined;
  // A decimal of 6,000 digits is no reason to make a number of 6,000 digits.
  if (exponent > 20 && coefficient !== 0n) return undefined;
  const whole = exponent < 0 ? coefficient / scale : coefficient * scale;
  return BigInt.asIntN(64, whole) === whole ? whole : undefined;
}

/** Returns a function that tells whether a document matches. */
export function compileNode(node: FilterNode): Test {
  switch (node.kind) {
    case "document":
      return node.test;
    case "not": {
      const test = compileNode(node.child);
      return (document) => !test(document);
    }
    case "field": {
      const { parts, test, withElements } = node;
      const [only] = parts;
      if (parts.length === 0) return (value) => test(value);
      if (parts.length > 1 || only === undefined) {
        return (document) => someAt(document, parts, withElements, test);
      }
      return (document) => {
        // The common case, one field of a document, needs no walk.
        if (!isPlain(document)) return someAt(document, parts, withElements, test);
        const value: unknown = document[only];
        if (Array.isArray(value)) return someAt(value, [], withElements, test);
        return test(Object.hasOwn(document, only) ? value : undefined);
      };
    }
    default: {
      const tests = node.children.map(compileNode);
      if (node.kind === "and") return (document) => tests.every((test) => test(document));
      if (node.kind === "or") return (document) => tests.some((test) => test(document));
      return (document) => !tests.some((test) => test(document));
    }
  }
}

/** Returns a function that tells whether a document matches `filter`. */
export function compileFilter(filter: Document, context: FilterContext): Test {
  return compileNode(parseFilter(filter, context));
}

/**
 * Returns the place in the array that made `document` match, for the positional `$`: the first element with which a
 * condition holds, of the outermost array that was searched on its path.
 */
export function matchedPosition(
  node: FilterNode,
  document: Document,
  arrayPath: string,
): number | undefined {
  if (node.kind === "and") {
    const found = node.children
      .map((child) => ({ child, position: matchedPosition(child, document, arrayPath) }))
      .filter(({ position }) => position !== undefined);
    const isAbout = ({ child }: { child: FilterNode }): boolean =>
      child.kind === "field" && `${child.path}.`.startsWith(`${arrayPath}.`);
    return (found.find(isAbout) ?? found.at(-1))?.position;
  }
  if (node.kind === "or") {
    const child = node.children.find((candidate) => compileNode(candidate)(document));
    return child && matchedPosition(child, document, arrayPath);
  }
  return node.kind === "field" ? matchAt(node, document, 0)?.position : undefined;
}

/**
 * Follows a condition's path as `someAt` does, and returns where it holds: in which element of an array that was searched,
 * the outermost one; without a place where no array was. A number in the path names an element, and searches nothing.
 */
function matchAt(
  node: Extract<FilterNode, { kind: "field" }>,
  value: unknown,
  at: number,
): { position?: number } | undefined {
  const { parts, test, withElements, inner } = node;
  const placeOf = (holds: (element: unknown) => boolean): { position: number } | undefined => {
    const position = (value as unknown[]).findIndex(holds);
    return position === -1 ? undefined : { position };
  };
  if (at === parts.length) {
    if (Array.isArray(value)) {
      // An $elemMatch is a test of arrays: each element as the only one.
      if (inner) return placeOf((element) => test([element]));
      const found = withElements ? placeOf(test) : undefined;
      if (found) return found;
    }
    return test(value) ? {} : undefined;
  }
  const part = parts[at] ?? "";
  if (Array.isArray(value)) {
    const named: unknown = isArrayIndex(part) ? value[Number(part)] : undefined;
    const found = named === undefined ? undefined : matchAt(node, named, at + 1);
    return (
      found ?? placeOf((element) => isPlain(element) && matchAt(node, element, at) !== undefined)
    );
  }
  const next: unknown = isPlain(value) && Object.hasOwn(value, part) ? value[part] : undefined;
  if (next === undefined) return test(undefined) ? {} : undefined;
  return matchAt(node, next, at + 1);
}

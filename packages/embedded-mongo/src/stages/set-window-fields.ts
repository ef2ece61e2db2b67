import type { Document } from "bson";
import { OpType } from "mingo/core";
import { Lazy } from "mingo/lazy";
import { $setWindowFields as moveWindows } from "mingo/operators/pipeline";
import type { Options } from "mingo/types";
import { compareValues } from "../bson/compare.ts";
import { isPlain, toDouble } from "../bson/decode.ts";
import { keyOf } from "../bson/key.ts";
import { toNumber } from "../bson/number.ts";
import { isNumeric, type Numeric } from "../bson/type.ts";
import { missingField } from "../command.ts";
import { MongoError, refuseUnknownFields } from "../errors.ts";
import { fieldAt } from "../query/path.ts";
import { copy } from "../query/update.ts";
import { parseSort, sortDocuments, sortKey, type SortField } from "../query/sort.ts";
import {
  compileExpression,
  context as mingoContext,
  mingoOptions,
  prepare,
} from "../expressions/expressions.ts";
import { isNothing } from "../expressions/operator.ts";
import type { PipelineContext, Stage } from "./stage.ts";
import { collect, withField } from "./stage.ts";
import { openWindow } from "./window.ts";

/*
 * Accumulators go over the windows here (window.ts); the window functions proper are mingo's, which knows neither
 * MongoDB's order nor its numbers. So it gets the documents of a partition in order, with a field to sort by, whose name no
 * client can have.
 */
const orderField = "order\0";

/** They go by one field, and the server's numbers for when they do not. */
const byOneField: Record<string, number> = {
  $rank: 5371602,
  $denseRank: 5371602,
  $linearFill: 605001,
};

/** They calculate with numbers of JavaScript. */
const calculating = new Set(["$derivative", "$integral", "$expMovingAvg", "$linearFill"]);

/** They give null where there is nothing to fill a field from. */
const filling = new Set(["$linearFill", "$locf"]);

interface Output {
  /** Where the result goes. */
  parts: string[];
  operator: string;
  /** The operator with its operand, as mingo takes it, and the window. */
  specification: Document;
  /** The operand as the client gave it. */
  operand: unknown;
  /** What a missing value is filled from, where that is what the operator does. */
  original?: (document: Document) => unknown;
}

function asNumber(value: unknown): unknown {
  return isNumeric(value) ? toNumber(value as Numeric) : value;
}

function readWindow({ documents, range, ...rest }: Document): Document {
  const bounds = (given: unknown): unknown =>
    Array.isArray(given) ? given.map((bound: unknown) => asNumber(bound)) : given;
  return {
    ...rest,
    ...(documents === undefined ? {} : { documents: bounds(documents) }),
    ...(range === undefined ? {} : { range: bounds(range) }),
  };
}

function readOperand(operator: string, given: unknown): unknown {
  const operand = prepare(given);
  if (operator === "$linearFill") return { $plainNumber: operand };
  if (!isPlain(operand)) return operand;
  if (calculating.has(operator)) return { ...operand, input: { $plainNumber: operand.input } };
  return operator === "$shift" ? { ...operand, by: asNumber(operand.by) } : operand;
}

function readOutput(name: string, given: unknown, context: PipelineContext): Output {
  const { window, ...rest } = isPlain(given) ? given : {};
  const [entry, ...others] = Object.entries(rest) as [string, unknown][];
  if (!entry || others.length > 0 || (window !== undefined && !isPlain(window))) {
    throw new MongoError(
      "FailedToParse",
      `The field '${name}' must be an object with one window function, and 'window' beside it`,
    );
  }
  const [operator, operand] = entry;
  const isKnown =
    mingoContext.getOperator(OpType.WINDOW, operator) ??
    mingoContext.getOperator(OpType.ACCUMULATOR, operator);
  if (!isKnown) {
    throw new MongoError("FailedToParse", `Unrecognized window function, ${operator}`);
  }
  return {
    parts: name.split("."),
    operator,
    operand,
    specification: {
      [operator]: readOperand(operator, operand),
      ...(window ? { window: readWindow(window) } : {}),
    },
    ...(operator === "$linearFill"
      ? { original: compileExpression(operand, context.variables) }
      : {}),
  };
}

/** Returns the documents of each partition in the order of `fields`, the partitions in that of their values. */
function partitioned(
  all: Document[],
  partitionOf: (document: Document) => unknown,
  fields: SortField[],
  { collation }: PipelineContext,
): Document[][] {
  const partitions = new Map<string, Document[]>();
  for (const document of sortDocuments(all, fields, collation?.compare)) {
    const key = keyOf(partitionOf(document) ?? null, collation?.fold);
    const found = partitions.get(key);
    if (found) found.push(document);
    else partitions.set(key, [document]);
  }
  return [...partitions]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([, documents]) => documents);
}

function isMeasurable(value: unknown): boolean {
  return isNumeric(value) && !Number.isNaN(toNumber(value as Numeric));
}

/** Returns what mingo sorts by: numbers and dates, with which it may have to calculate, else places. */
function orderOf(documents: Document[], fields: SortField[], context: PipelineContext): unknown[] {
  const text = context.collation?.compare;
  const keys = documents.map((document) => fields.map((field) => sortKey(document, field, text)));
  const [only] = fields;
  if (fields.length === 1) {
    const values = keys.map(([value]) => value);
    if (values.every(isMeasurable)) return values.map(asNumber);
    if (values.every((value) => value instanceof Date)) return values;
  }
  const sign = fields.length === 1 ? (only?.direction ?? 1) : 1;
  let place = 0;
  return keys.map((key, index) => {
    const before = keys[index - 1];
    const isSame = before?.every((value, at) => compareValues(value, key[at], text) === 0);
    if (isSame !== true) place += sign;
    return place;
  });
}

/** @throws MongoError when there is not one field, in ascending order, in which a range can be measured */
function checkRanges(outputs: Output[], fields: SortField[]): void {
  if (fields.length === 1 && fields[0]?.direction === 1) return;
  for (const { specification } of outputs) {
    if ((specification.window as Document | undefined)?.range === undefined) continue;
    throw new MongoError(5339902, "Range-based bounds require sortBy a single field, ascending");
  }
}

/** @throws MongoError when what a range is measured in is neither numbers nor dates */
function checkMeasures(outputs: Output[], order: unknown[]): void {
  for (const { specification } of outputs) {
    const { range, unit } = (specification.window ?? {}) as Document;
    if (!Array.isArray(range) || !range.some((bound) => typeof bound === "number")) continue;
    const isFit = unit === undefined ? isMeasurable : (value: unknown) => value instanceof Date;
    if (order.every(isFit)) continue;
    throw new MongoError(
      unit === undefined ? 5429414 : 5429513,
      `Invalid range: Expected the sortBy field to be a ${unit === undefined ? "number" : "Date"}`,
    );
  }
}

const known = new Set(["partitionBy", "sortBy", "output"]);

/** https://www.mongodb.com/docs/manual/reference/operator/aggregation/setWindowFields/ */
export const setWindowFields: Stage = (operand, context) => {
  if (!isPlain(operand)) {
    throw new MongoError(
      "FailedToParse",
      "the $setWindowFields stage specification must be an object",
    );
  }
  refuseUnknownFields("$setWindowFields", operand, known);
  const { partitionBy = null, sortBy } = operand;
  if (!isPlain(operand.output)) throw missingField("$setWindowFields", "output");
  const fields = parseSort(sortBy);
  const partitionOf = compileExpression(partitionBy, context.variables);
  const outputs = Object.entries(operand.output).map(([name, given]) =>
    readOutput(name, given, context),
  );
  for (const { operator } of outputs) {
    const code = byOneField[operator];
    if (code !== undefined && fields.length !== 1) {
      throw new MongoError(
        code,
        `${operator} must be specified with a top level sortBy expression with exactly one element`,
      );
    }
  }
  checkRanges(outputs, fields);
  const direction = fields.length === 1 ? (fields[0]?.direction ?? 1) : 1;
  const windows = outputs.map((output) => openWindow(output, context));
  const left = outputs.filter((_, at) => windows[at] === undefined);
  const specification = {
    ...(fields.length > 0 ? { sortBy: { [orderField]: direction } } : {}),
    output: Object.fromEntries(left.map(({ parts, specification: own }) => [parts.join("."), own])),
  } as Parameters<typeof moveWindows>[1];
  const options = mingoOptions(context.variables) as Options;

  /** Returns what mingo makes of the documents of a partition, for the outputs that are left to it. */
  function move(documents: Document[], order: unknown[]): Document[] {
    if (left.length === 0) return documents;
    const marked = documents.map((document, index) => ({
      ...copy(document),
      [orderField]: order[index],
    }));
    return moveWindows(Lazy(marked), specification, options)
      .collect<Document>()
      .map((result) => unmarked(result) as Document);
  }

  return async function* (input) {
    const all = await collect(input);
    await context.reader.current.breathe();
    for (const documents of partitioned(all, partitionOf, fields, context)) {
      const order = orderOf(documents, fields, context);
      checkMeasures(outputs, order);
      await context.reader.current.breathe();
      const values: (unknown[] | undefined)[] = [];
      for (const window of windows) values.push(await window?.(documents, order));
      const moved = move(documents, order);
      yield documents.map((document, index) =>
        outputs.reduce((changed, output, at) => {
          const value = values[at];
          return withField(
            changed,
            output.parts,
            value ? value[index] : resultOf(moved[index] ?? {}, output, document),
          );
        }, document),
      );
    }
  };
};

/** Takes that field away again, also from documents that a window function has gathered. */
function unmarked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unmarked);
  if (!isPlain(value)) return value;
  const result: Document = {};
  for (const [name, field] of Object.entries(value)) {
    if (name !== orderField) result[name] = unmarked(field);
  }
  return result;
}

/** What was there already stays what it was; what was calculated with JavaScript's numbers is a double. */
function resultOf(
  moved: Document,
  { operator, parts, original }: Output,
  before: Document,
): unknown {
  const given = original?.(before);
  if (!isNothing(given)) return given;
  const value = fieldAt(moved, parts);
  if (value === undefined && filling.has(operator)) return null;
  return calculating.has(operator) && typeof value === "number" ? toDouble(value) : value;
}

import type { Document } from "bson";
import { isPlain } from "../bson/decode.ts";
import { toNumber } from "../bson/number.ts";
import { isNumeric, type Numeric } from "../bson/type.ts";
import { MongoError } from "../errors.ts";
import type { Chunks, Reader } from "../operation/operation.ts";
import type { Work } from "../plan/plan.ts";
import type { Collation } from "../query/collation.ts";
import type { FilterContext } from "../query/filter.ts";
import type { Collection } from "../storage/collection.ts";

/** What the stages of one pipeline know. */
export interface PipelineContext {
  reader: Reader;
  database: string;
  /** Undefined when the pipeline has no collection (`aggregate: 1`). */
  collection: Collection | undefined;
  collationOption: unknown;
  collation: Collation | undefined;
  /** Constants of the command's `let` and of the $lookups around. */
  variables: Document;
  query: FilterContext;
  /** What the pipeline's own scan looked at, for explain. */
  work: Work;
  hint?: unknown;
  /** Sends documents through further stages: those of $facet, or what a stage is short for. */
  runStages(specifications: StageSpecification[], input: Chunks): Chunks;
  /**
   * Returns a function that runs a pipeline over another collection of the database, or over none, each time with other
   * variables. Its leading $match uses an index like any other.
   */
  openPipeline(
    from: string | undefined,
    pipeline: StageSpecification[],
  ): (variables: Document) => Chunks;
}

export type StageRun = (input: Chunks) => Chunks;

/** Checks the operand, and returns what the stage does to the documents that come in. */
export type Stage = (operand: unknown, context: PipelineContext) => StageRun;

/** One stage as the command has it. */
export interface StageSpecification {
  name: string;
  operand: unknown;
}

/** @throws MongoError when a stage is not a document with one field */
export function parsePipeline(pipeline: unknown[]): StageSpecification[] {
  return pipeline.map((stage) => {
    if (!isPlain(stage)) {
      throw new MongoError(
        "TypeMismatch",
        "Each element of the 'pipeline' array must be an object",
      );
    }
    const entries = Object.entries(stage);
    const [entry] = entries;
    if (!entry || entries.length !== 1) {
      throw new MongoError(
        40323,
        "A pipeline stage specification object must contain exactly one field.",
      );
    }
    return { name: entry[0], operand: entry[1] };
  });
}

const portionSize = 256;

/** A stage that looks at one portion of documents at a time. */
export function perChunk(
  change: (chunk: Document[]) => Document[],
  context: PipelineContext,
): (input: Chunks) => Chunks {
  return async function* (input) {
    for await (const chunk of input) {
      // A stage that needs all documents hands them on in one portion, which may be a large one.
      for (let from = 0; from < chunk.length; from += portionSize) {
        const isAll = chunk.length <= portionSize;
        const result = change(isAll ? chunk : chunk.slice(from, from + portionSize));
        if (result.length > 0) yield result;
        const { current } = context.reader;
        if (current.isSliceOver()) await current.breathe();
      }
    }
  };
}

/** A stage that needs all documents before it has the first result. */
export function onAll(
  change: (documents: Document[]) => Document[],
  context: PipelineContext,
): (input: Chunks) => Chunks {
  return async function* (input) {
    const all = await collect(input);
    await context.reader.current.breathe();
    const result = change(all);
    await context.reader.current.breathe();
    if (result.length > 0) yield result;
  };
}

/** Returns all documents of all portions. Not by spreading: a portion may be larger than a call's arguments may be. */
export async function collect(input: Chunks): Promise<Document[]> {
  const all: Document[] = [];
  for await (const chunk of input) for (const document of chunk) all.push(document);
  return all;
}

/** Returns `documents` as if they came from a collection. */
export async function* once(all: Document[]): Chunks {
  if (all.length > 0) yield all;
}

/** Returns a copy of `document` with another value at a path; without the field for undefined. */
export function withField(document: Document, parts: string[], value: unknown): Document {
  const [part = "", ...rest] = parts;
  const result = { ...document };
  const inner: unknown = result[part];
  const next = rest.length === 0 ? value : withField(isPlain(inner) ? inner : {}, rest, value);
  if (next === undefined) delete result[part];
  else result[part] = next;
  return result;
}

/** Returns a stage's operand that has to be a whole number. @throws MongoError `code` when it is none, or below `least` */
export function wholeNumber(stage: string, operand: unknown, least: number, code: number): number {
  const value = isNumeric(operand) ? toNumber(operand as Numeric) : Number.NaN;
  if (Number.isInteger(value) && value >= least) return value;
  throw new MongoError(
    code,
    `invalid argument to ${stage} stage: Expected a ${least === 0 ? "non-negative" : "positive"} number in: ${stage}: ${String(operand)}`,
  );
}

import type { Document } from "bson";
import { isPlain } from "../bson/decode.ts";
import type { Accumulator } from "../expressions/accumulators.ts";
import { compileExpression } from "../expressions/expressions.ts";
import { compileField, isAccumulator } from "./group.ts";
import type { PipelineContext } from "./stage.ts";

/** For each document of a partition the places of the first in its window, and of the first behind it. */
interface Frames {
  low(at: number): number;
  high(at: number): number;
  /** Each window begins where the one before began, so that what was counted there need not be counted again. */
  onlyGrow: boolean;
}

type Window = (documents: Document[], order: unknown[]) => Promise<unknown[]>;

/**
 * Returns a function that gives an accumulator's value over the window of each document of a partition; undefined for what
 * is no accumulator. Windows that only grow are gone through once; others are counted anew for each document. Others are
 * served meanwhile in either case.
 *
 * @param output the operator, its operand, and `window` as the stage's specification has it
 */
export function openWindow(
  output: { operator: string; operand: unknown; specification: Document },
  context: PipelineContext,
): Window | undefined {
  const { operator, operand, specification } = output;
  if (!isAccumulator(operator)) return undefined;
  const field = compileField("window", { [operator]: operand }, context);
  const window = (specification.window ?? {}) as Document;

  return async (documents, order) => {
    const frames = framesOf(window, documents.length, order);
    const inputs: unknown[] = [];
    const rest = async (): Promise<void> => {
      const { current } = context.reader;
      if (current.isSliceOver()) await current.breathe();
    };
    for (const document of documents) {
      inputs.push(field.evaluate(document));
      await rest();
    }
    const results: unknown[] = [];
    let accumulator: Accumulator | undefined;
    let next = 0;
    for (const at of documents.keys()) {
      const low = Math.max(0, frames.low(at));
      const high = Math.min(documents.length, frames.high(at));
      const isSame = accumulator !== undefined && frames.onlyGrow && next >= high;
      if (!accumulator || !frames.onlyGrow) {
        accumulator = field.create();
        next = low;
      }
      for (; next < high; next += 1) {
        accumulator.add(inputs[next]);
        await rest();
      }
      results.push(isSame ? results.at(-1) : settled(accumulator.result()));
      await rest();
    }
    return results;
  };
}

/** What an accumulator goes on changing must not be the result. */
function settled(result: unknown): unknown {
  if (Array.isArray(result)) return [...(result as unknown[])];
  return isPlain(result) ? { ...result } : result;
}

function framesOf({ documents, range, unit }: Document, count: number, order: unknown[]): Frames {
  if (Array.isArray(documents)) {
    const [from, to] = documents as unknown[];
    const place = (bound: unknown, at: number, unbounded: number): number =>
      bound === "unbounded" ? unbounded : at + (typeof bound === "number" ? bound : 0);
    return {
      low: (at) => place(from, at, 0),
      high: (at) => place(to, at, count) + 1,
      onlyGrow: from === "unbounded",
    };
  }
  if (!Array.isArray(range)) return { low: () => 0, high: () => count, onlyGrow: true };
  const [from, to] = range as unknown[];
  const values = order.map(Number);
  const shift =
    typeof unit === "string"
      ? compileExpression({ $dateAdd: { startDate: "$date", unit, amount: "$amount" } })
      : undefined;
  const limit = (bound: unknown, at: number): number => {
    const value = values[at] ?? 0;
    if (typeof bound !== "number") return value;
    return shift ? Number(shift({ date: order[at], amount: bound })) : value + bound;
  };
  return {
    low: (at) =>
      from === "unbounded" ? 0 : firstWhere(values, (value) => value >= limit(from, at)),
    high: (at) =>
      to === "unbounded" ? count : firstWhere(values, (value) => value > limit(to, at)),
    onlyGrow: from === "unbounded",
  };
}

/** Returns the first place in ascending values for which `holds`, which is true of all behind it. */
function firstWhere(values: number[], holds: (value: number) => boolean): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(values[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

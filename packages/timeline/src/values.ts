import type { Interval } from "./in-flight.ts";
import type { MongodbSpan } from "./span.ts";

/** A field of a collection's documents whose values are drawn over time. */
export interface ValuesTag {
  collection: string;
  /** "balance", "stock.left". */
  path: string;
  /** The sum over all documents is to stay what it was when the first of them was changed. */
  sum?: true;
}

export type FieldValue = string | number | boolean;

/** What a field held over time, as far as commands on the wire tell. */
export interface FieldValues extends ValuesTag {
  /** In order of their first value. */
  documents: { id: string; points: { atMs: number; value: FieldValue }[] }[];
  /** The sum over time; empty unless it is asked for. */
  sums: { atMs: number; value: number }[];
  /** When the sum was another than before the first change; the last one may go on to the end. */
  torn: Interval[];
}

/** Reads the tags of a header, one a line: "accounts.balance", "accounts.balance sum". */
export function readValuesTags(text: string): ValuesTag[] {
  return text.split("\n").flatMap((line) => {
    const [, collection, path, sum] = /^\s*([^\s.]+)\.(\S+)(\s+sum)?\s*$/.exec(line) ?? [];
    return collection === undefined || path === undefined
      ? []
      : [{ collection, path, ...(sum !== undefined && { sum: true as const }) }];
  });
}

interface Change {
  atMs: number;
  isInsert: boolean;
  id: string;
  set?: FieldValue;
  add?: number;
}

/**
 * Follows the writes of `commands`. A write counts from the moment at which the server had answered it; one of a transaction from
 * the answer to its commit, and not at all when there was none.
 *
 * @param endMs when the record ends
 */
export function readValues(
  tag: ValuesTag,
  commands: readonly MongodbSpan[],
  endMs: number,
): FieldValues {
  const held = new Map<string, FieldValue>();
  const documents = new Map<string, FieldValues["documents"][number]>();
  const sums: FieldValues["sums"] = [];
  let promised: number | undefined;
  for (const { id, atMs, set, add, isInsert } of collectChanges(tag, commands)) {
    if (!isInsert) promised ??= sumOf(held);
    const before = held.get(id);
    // What is added to is unknown where nobody has written it before.
    const value =
      set ?? (typeof before === "number" && add !== undefined ? before + add : undefined);
    if (value === undefined) continue;
    held.set(id, value);
    const document = documents.get(id) ?? { id, points: [] };
    documents.set(id, document);
    document.points.push({ atMs, value });
    if (tag.sum) sums.push({ atMs, value: sumOf(held) });
  }
  return {
    ...tag,
    documents: [...documents.values()],
    sums,
    torn: tag.sum && promised !== undefined ? findTorn(sums, promised, endMs) : [],
  };
}

function collectChanges(
  { collection, path }: ValuesTag,
  commands: readonly MongodbSpan[],
): Change[] {
  const commits = new Map<string, number>();
  for (const one of commands) {
    if (one.command === "commitTransaction" && one.ok && one.transaction !== undefined) {
      commits.set(one.transaction, answeredMs(one));
    }
  }
  return commands
    .flatMap((one): Change[] => {
      if (one.collection !== collection || !one.writes) return [];
      const { transaction } = one;
      const atMs = transaction === undefined ? answeredMs(one) : commits.get(transaction);
      if (atMs === undefined) return [];
      return one.writes.flatMap(({ id, set, add }): Change[] => {
        const change = { atMs, id, isInsert: one.command === "insert" };
        const [value, more] = [set[path], add?.[path]];
        if (value !== undefined) return [{ ...change, set: value }];
        return more === undefined ? [] : [{ ...change, add: more }];
      });
    })
    .toSorted((a, b) => a.atMs - b.atMs);
}

function answeredMs({ repliedMs, endMs }: MongodbSpan): number {
  return repliedMs ?? endMs;
}

function sumOf(held: ReadonlyMap<string, FieldValue>): number {
  let sum = 0;
  for (const value of held.values()) if (typeof value === "number") sum += value;
  return sum;
}

function findTorn(sums: FieldValues["sums"], promised: number, endMs: number): Interval[] {
  const torn: Interval[] = [];
  let isAfterFirst = false;
  for (const [index, { atMs, value }] of sums.entries()) {
    const nextMs = sums[index + 1]?.atMs ?? endMs;
    // Until all documents are there the sum grows up to what was promised.
    isAfterFirst ||= value === promised;
    if (!isAfterFirst || value === promised || nextMs <= atMs) continue;
    const last = torn.at(-1);
    if (last?.endMs === atMs) last.endMs = nextMs;
    else torn.push({ startMs: atMs, endMs: nextMs });
  }
  return torn;
}

import { BSONRegExp } from "bson";
import { describe } from "../bson/describe.ts";
import { keyOf, textPrefixKey, type FoldText } from "../bson/key.ts";
import { typeOf, types } from "../bson/type.ts";
import type { FilterNode } from "../query/filter.ts";
import { invertBound, placeOf, type Bound, type Interval } from "../storage/sorted-entries.ts";
import type { CollectionIndex } from "../storage/collection-index.ts";

export type FieldNode = Extract<FilterNode, { kind: "field" }>;

/** An interval of one field's keys, and how explain writes it. */
export interface FieldInterval extends Interval {
  label: string;
}

export const everything: FieldInterval = {
  low: { prefix: "", after: false },
  high: { prefix: "", after: true },
  label: "[MinKey, MaxKey]",
};

/** Tells whether an interval has one value only. */
export function isPoint({ low, high }: FieldInterval): boolean {
  return low.prefix === high.prefix && !low.after && high.after && low.prefix !== "";
}

function point(value: unknown, fold: FoldText | undefined): FieldInterval {
  const prefix = keyOf(value, fold);
  const shown = describe(value);
  return {
    low: { prefix, after: false },
    high: { prefix, after: true },
    label: `[${shown}, ${shown}]`,
  };
}

/** The ends of a type's values, as explain writes them. */
const ends: Record<number, [string, string]> = {
  [types.int.rank]: ["[-inf.0", "inf.0]"],
  [types.string.rank]: ['[""', "{})"],
  [types.object.rank]: ["[{}", "[])"],
  [types.date.rank]: ["[new Date(-9223372036854775808)", "new Date(9223372036854775807)]"],
  [types.objectId.rank]: [
    "[ObjectId('000000000000000000000000')",
    "ObjectId('ffffffffffffffffffffffff')]",
  ],
  [types.boolean.rank]: ["[false", "true]"],
};

/** A comparison reaches to the end of its type: `$gt: 5` finds numbers only. */
function comparison(operator: string, operand: unknown): FieldInterval[] | undefined {
  const { rank } = typeOf(operand);
  if (operand === null) return operator.endsWith("e") ? [point(null, undefined)] : [];
  const end = ends[rank];
  if (!end) return undefined;
  const prefix = keyOf(operand);
  const type = String.fromCharCode(rank);
  const includes = operator.endsWith("e");
  const shown = describe(operand);
  if (operator.startsWith("$gt")) {
    return [
      {
        low: { prefix, after: !includes },
        high: { prefix: type, after: true },
        label: `${includes ? "[" : "("}${shown}, ${end[1]}`,
      },
    ];
  }
  return [
    {
      low: { prefix: type, after: false },
      high: { prefix, after: includes },
      label: `${end[0]}, ${shown}${includes ? "]" : ")"}`,
    },
  ];
}

/** The texts that a pattern such as /^abc/ can match; patterns stored as values are equal to themselves. */
function startingWith(operand: unknown): FieldInterval[] | undefined {
  const pattern = operand instanceof BSONRegExp ? operand.pattern : operand;
  const options = operand instanceof BSONRegExp ? operand.options : "";
  const literal =
    typeof pattern === "string" ? /^\^([\w \-@/:,;#&%!"'<>=~]+)/.exec(pattern)?.[1] : undefined;
  if (
    literal === undefined ||
    options !== "" ||
    typeof pattern !== "string" ||
    pattern.includes("|")
  )
    return undefined;
  // A quantifier makes the last character optional.
  const next = pattern[literal.length + 1];
  const text = next !== undefined && "*?{+".includes(next) ? literal.slice(0, -1) : literal;
  if (text === "") return undefined;
  const prefix = String.fromCharCode(types.string.rank) + textPrefixKey(text);
  const above = text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) + 1);
  return [
    {
      low: { prefix, after: false },
      // The last byte there is: with the same prefix at both ends it would pass for one value.
      high: { prefix: `${prefix}\u00FF`, after: true },
      label: `["${text}", "${above}")`,
    },
    point(new BSONRegExp(pattern, ""), undefined),
  ];
}

function hasText(value: unknown): boolean {
  const { rank } = typeOf(value);
  return rank === types.string.rank || rank === types.object.rank || rank === types.symbol.rank;
}

/**
 * Returns the intervals of an index field that hold all documents for which `node` can be true; undefined when
 * the index can't tell.
 */
export function intervalsOf(
  node: FieldNode,
  index: CollectionIndex,
  sameCollation: boolean,
): FieldInterval[] | undefined {
  const { operator, operand } = node;
  const values = operator === "$in" && Array.isArray(operand) ? (operand as unknown[]) : [operand];
  // Another collation calls other texts equal; and a collation's keys are not in the order of its texts.
  if (
    values.some(hasText) &&
    (!sameCollation || (index.collation && operator !== "$eq" && operator !== "$in"))
  ) {
    return undefined;
  }
  if (index.isSparse && values.includes(null)) return undefined;
  switch (operator) {
    case "$eq":
    case "$in":
      if (values.some((value) => Array.isArray(value) || typeOf(value).rank === types.regex.rank))
        return undefined;
      return union(values.map((value) => point(value, index.collation?.fold)));
    case "$gt":
    case "$gte":
    case "$lt":
    case "$lte":
      return Array.isArray(operand) ? undefined : comparison(operator, operand);
    case "$regex":
      return index.collation ? undefined : startingWith(operand);
    case "$exists":
      return index.isSparse ? [everything] : undefined;
    default:
      return undefined;
  }
}

/** In order, each once. */
function union(intervals: FieldInterval[]): FieldInterval[] {
  const byPlace = new Map(intervals.map((interval) => [placeOf(interval.low), interval]));
  return [...byPlace.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, interval]) => interval);
}

/** Returns what lies in both; only for fields that have one value in each document. */
export function intersect(left: FieldInterval[], right: FieldInterval[]): FieldInterval[] {
  return left.flatMap((a) =>
    right.flatMap((b): FieldInterval[] => {
      const isLowA = placeOf(a.low) >= placeOf(b.low);
      const isHighA = placeOf(a.high) <= placeOf(b.high);
      const low = isLowA ? a.low : b.low;
      const high = isHighA ? a.high : b.high;
      if (placeOf(low) >= placeOf(high)) return [];
      const [from] = (isLowA ? a : b).label.split(", ");
      const to = (isHighA ? a : b).label.split(", ").at(-1);
      return [{ low, high, label: `${from}, ${to}` }];
    }),
  );
}

/** In a descending field everything stands the other way round. */
function descending({ low, high, label }: FieldInterval): FieldInterval {
  const comma = label.indexOf(", ");
  const from = label.slice(0, comma);
  const to = label.slice(comma + 2);
  const swapped = `${to.endsWith("]") ? "[" : "("}${to.slice(0, -1)}, ${from.slice(1)}${from.startsWith("[") ? "]" : ")"}`;
  return { low: invertBound(high), high: invertBound(low), label: swapped };
}

/** More combinations of points than this are not worth a lookup each. */
const mostPrefixes = 10_000;

/** Joins the intervals of an index's fields: points first, then one range, then whatever there is. */
export function joinIntervals(
  index: CollectionIndex,
  byField: (FieldInterval[] | undefined)[],
): { intervals: Interval[]; bounds: Record<string, string[]> } {
  const bounds: Record<string, string[]> = {};
  let prefixes = [""];
  let result: Interval[] | undefined;
  for (const [position, field] of index.fields.entries()) {
    const given = byField[position] ?? [everything];
    const intervals = field.direction === 1 ? given : given.map(descending).toReversed();
    bounds[field.path] = intervals.map(({ label }) => label);
    if (result) continue;
    if (intervals.every(isPoint) && prefixes.length * intervals.length <= mostPrefixes) {
      prefixes = prefixes.flatMap((prefix) => intervals.map(({ low }) => prefix + low.prefix));
    } else {
      const add = (prefix: string, bound: Bound): Bound => ({
        prefix: prefix + bound.prefix,
        after: bound.after,
      });
      result = prefixes.flatMap((prefix) =>
        intervals.map(({ low, high }) => ({ low: add(prefix, low), high: add(prefix, high) })),
      );
    }
  }
  result ??= prefixes.map((prefix) => ({
    low: { prefix, after: false },
    high: { prefix, after: true },
  }));
  return { intervals: result, bounds };
}

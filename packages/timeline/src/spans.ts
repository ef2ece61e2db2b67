import { countInFlight, intersect, mergeIntervals } from "./in-flight.ts";
import type { InFlightStep, Interval } from "./in-flight.ts";
import type { Span } from "./span.ts";

/**
 * A selection of spans, in order of their start, with the questions that a claim asks.
 * Everything that it returns is in milliseconds since the program's process was started.
 */
export class Spans<S extends Span = Span> implements Iterable<S> {
  /** What was selected, in words: "find commands". */
  readonly description: string;
  readonly #spans: readonly S[];

  constructor(spans: Iterable<S>, description: string) {
    this.#spans = [...spans].toSorted((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
    this.description = description;
  }

  [Symbol.iterator](): Iterator<S> {
    return this.#spans[Symbol.iterator]();
  }

  get length(): number {
    return this.#spans.length;
  }

  /** The spans in order of their start. */
  toArray(): S[] {
    return [...this.#spans];
  }

  map<T>(change: (span: S, index: number) => T): T[] {
    return this.#spans.map(change);
  }

  get names(): string[] {
    return this.#spans.map((span) => span.name);
  }

  /** The span at `index` in order of start; negative counts from the end. Throws when there is none. */
  at(index: number): S {
    const span = this.#spans.at(index);
    if (span) return span;
    throw new RangeError(
      `Cannot take span ${index} of the ${this.description} as there are ${this.length}`,
    );
  }

  /** The first to start. Throws when the selection is empty. */
  get first(): S {
    return this.at(0);
  }

  /** The last to start. Throws when the selection is empty. */
  get last(): S {
    return this.at(-1);
  }

  /** The first to end. Throws when the selection is empty. */
  get firstToEnd(): S {
    return this.inOrderOfEnd().at(0) ?? this.first;
  }

  /** The last to end. Throws when the selection is empty. */
  get lastToEnd(): S {
    return this.inOrderOfEnd().at(-1) ?? this.first;
  }

  get longest(): S {
    return this.#spans.reduce(
      (longest, span) => (lengthOf(span) > lengthOf(longest) ? span : longest),
      this.first,
    );
  }

  /** When the first span starts. Throws when the selection is empty. */
  get startMs(): number {
    return this.first.startMs;
  }

  /** When the last span ends. Throws when the selection is empty. */
  get endMs(): number {
    return this.lastToEnd.endMs;
  }

  /** First start to last end; 0 when the selection is empty. */
  get durationMs(): number {
    return this.length === 0 ? 0 : this.endMs - this.startMs;
  }

  /** The time during which at least one span is in flight. */
  get busyMs(): number {
    return mergeIntervals(this.#spans).reduce((sum, interval) => sum + lengthOf(interval), 0);
  }

  /** The sum of all durations: what one after the other would take. */
  get totalMs(): number {
    return this.#spans.reduce((sum, span) => sum + lengthOf(span), 0);
  }

  /** Most spans in flight at one moment. */
  get peak(): number {
    return this.inFlight.reduce((peak, { count }) => Math.max(peak, count), 0);
  }

  /**
   * The longest chain of spans in which each starts after the one before it has ended: as many round trips pass, however long each
   * of them takes. Always the one that ends first is the next: https://en.wikipedia.org/wiki/Interval_scheduling
   */
  get longestChain(): Spans<S> {
    const chain: S[] = [];
    for (const span of this.inOrderOfEnd()) {
      if (span.startMs >= (chain.at(-1)?.endMs ?? -Infinity)) chain.push(span);
    }
    return new Spans(chain, `the longest chain of ${this.description}`);
  }

  /** How many are in flight over time: a step at each change. */
  get inFlight(): InFlightStep[] {
    return countInFlight(this.#spans);
  }

  /** The stretches between the first start and the last end in which none is in flight. */
  get gaps(): Interval[] {
    const busy = mergeIntervals(this.#spans);
    return busy.slice(1).map((interval, index) => ({
      startMs: busy[index]?.endMs ?? interval.startMs,
      endMs: interval.startMs,
    }));
  }

  /** True when no span has started after another one's end: all were in flight at once. */
  get allStartBeforeAnyEnds(): boolean {
    return this.length > 0 && this.last.startMs < this.firstToEnd.endMs;
  }

  /** True when no two are in flight at the same time. */
  get areDisjoint(): boolean {
    return this.overlaps.length === 0;
  }

  /** Each span with the next one in order of start that starts before it has ended. */
  get overlaps(): [S, S][] {
    const pairs: [S, S][] = [];
    let latest: S | undefined;
    for (const span of this.#spans) {
      if (latest && intersect(latest, span)) pairs.push([latest, span]);
      if (!latest || span.endMs > latest.endMs) latest = span;
    }
    return pairs;
  }

  /** How long at least one span of this selection and one of the other are in flight together. */
  overlapMs(other: Spans): number {
    const theirs = mergeIntervals(other.toArray());
    let sum = 0;
    for (const mine of mergeIntervals(this.#spans)) {
      for (const interval of theirs) {
        const both = intersect(mine, interval);
        if (both) sum += lengthOf(both);
      }
    }
    return sum;
  }

  /** The spans in order of their end: the order in which replies came. */
  inOrderOfEnd(): S[] {
    return this.#spans.toSorted((a, b) => a.endMs - b.endMs || a.startMs - b.startMs);
  }

  /** Those for which `holds` is true. */
  where(holds: (span: S) => boolean, description = `some of the ${this.description}`): Spans<S> {
    return new Spans(this.#spans.filter(holds), description);
  }

  /** Those called `name`. */
  named(name: string | RegExp): Spans<S> {
    return this.where(
      (span) => (typeof name === "string" ? span.name === name : name.test(span.name)),
      `${this.description} named ${String(name)}`,
    );
  }

  /** Those that are in flight at some moment of `interval` (a span will do). */
  during(interval: Interval): Spans<S> {
    return this.where(
      (span) => intersect(span, interval) !== undefined,
      `${this.description} during ${describeInterval(interval)}`,
    );
  }

  /** Those that end before `moment` (ms, or the start of a span). */
  before(moment: number | Interval): Spans<S> {
    const ms = typeof moment === "number" ? moment : moment.startMs;
    return this.where((span) => span.endMs <= ms, `${this.description} before ${round(ms)} ms`);
  }

  /** Those that start after `moment` (ms, or the end of a span). */
  after(moment: number | Interval): Spans<S> {
    const ms = typeof moment === "number" ? moment : moment.endMs;
    return this.where((span) => span.startMs >= ms, `${this.description} after ${round(ms)} ms`);
  }

  /** This selection and another one as one. */
  and<T extends Span>(other: Spans<T>): Spans<S | T> {
    return new Spans<S | T>(
      new Set<S | T>([...this.#spans, ...other]),
      `${this.description} and ${other.description}`,
    );
  }

  toJSON(): S[] {
    return this.toArray();
  }
}

function lengthOf(interval: Interval): number {
  return interval.endMs - interval.startMs;
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}

function describeInterval(interval: Interval): string {
  const name = "name" in interval && typeof interval.name === "string" ? `${interval.name}, ` : "";
  return `${name}${round(interval.startMs)} to ${round(interval.endMs)} ms`;
}

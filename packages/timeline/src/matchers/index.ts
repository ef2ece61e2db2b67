import { expect } from "vitest";
import type { Span } from "../span.ts";
import type { Spans } from "../spans.ts";
import {
  judgeAllStartBeforeAnyEnds,
  judgeCount,
  judgeOneAfterAnother,
  judgeOverlap,
  judgePeak,
  judgeChainAtMost,
  judgePeakAtMost,
} from "./concurrency.ts";
import { judgeFasterThan, judgeLastAtLeast } from "./duration.ts";
import { judgeEndBefore, judgeEndInOrder, judgeHappenBefore, judgeStartBefore } from "./order.ts";
import type { Subject } from "./subject.ts";
import { createMatcher } from "./verdict.ts";

export { EmptySelectionError } from "./subject.ts";
export type { Subject } from "./subject.ts";

/**
 * Matchers on selections of spans. Every one but `toHaveCount` refuses an empty selection with an
 * EmptySelectionError, with `.not` too; those about order refuse a single span.
 */
export interface SpanMatchers<_Received = unknown> {
  /** All are in flight at one moment: every one has started before the first ends. */
  toAllStartBeforeAnyEnds(): void;
  /** No two are in flight at the same time. */
  toRunOneAfterAnother(): void;
  /** Two of them, or one of them and one of the other selection, are in flight at the same time. */
  toOverlap(other?: Spans | Span): void;
  /** At the busiest moment exactly so many are in flight. */
  toHavePeak(count: number): void;
  /** Never more than so many are in flight. */
  toHavePeakAtMost(count: number): void;
  /** Never more than so many pass one after the other: so many round trips are waited for, whatever each takes. */
  toChainAtMost(count: number): void;
  /** So many spans were selected; the only one that accepts none. */
  toHaveCount(count: number): void;
  /** Each has ended before any of the others starts. */
  toHappenBefore(other: Spans | Span): void;
  /** Each starts before any of the others does. */
  toStartBefore(other: Spans | Span): void;
  /** Each ends before any of the others does. */
  toEndBefore(other: Spans | Span): void;
  /** They end in the order of their start, or in the order of these names. */
  toEndInOrder(names?: readonly string[]): void;
  /** The other takes longer; at least `times` as long when that is given. A run or a timeline counts from its first operation sent to its last one handled. */
  toBeFasterThan(other: Subject, options?: { times?: number }): void;
  /** From first start to last end: a lower bound in ms. */
  toLastAtLeast(ms: number): void;
}

expect.extend({
  toAllStartBeforeAnyEnds: createMatcher(judgeAllStartBeforeAnyEnds),
  toRunOneAfterAnother: createMatcher(judgeOneAfterAnother),
  toOverlap: createMatcher(judgeOverlap),
  toHavePeak: createMatcher(judgePeak),
  toHavePeakAtMost: createMatcher(judgePeakAtMost),
  toChainAtMost: createMatcher(judgeChainAtMost),
  toHaveCount: createMatcher(judgeCount),
  toHappenBefore: createMatcher(judgeHappenBefore),
  toStartBefore: createMatcher(judgeStartBefore),
  toEndBefore: createMatcher(judgeEndBefore),
  toEndInOrder: createMatcher(judgeEndInOrder),
  toBeFasterThan: createMatcher(judgeFasterThan),
  toLastAtLeast: createMatcher(judgeLastAtLeast),
});

declare module "vitest" {
  // The type parameter must stand as vitest declares it.
  // oxlint-disable-next-line typescript/no-explicit-any
  interface Matchers<T = any> extends SpanMatchers<T> {}
}

import type { Spans } from "@samples/timeline";
import {
  judgeAllStartBeforeAnyEnds,
  judgeChainAtMost,
  judgeCount,
  judgePeak,
  judgePeakAtMost,
} from "@samples/timeline/judgments";
import type { Run } from "../run.ts";

/** Questions about a selection of spans; each answers undefined when it holds, else why it does not, with a little picture. */
export interface Look {
  /** All are in flight at one moment. */
  allTogether(spans: Spans): string | undefined;
  /** So many spans; none is an answer, too. */
  count(spans: Spans, expected: number): string | undefined;
  /** Never more than `most` in flight. */
  peakAtMost(spans: Spans, most: number): string | undefined;
  /** Exactly so many in flight at the busiest moment. */
  peak(spans: Spans, expected: number): string | undefined;
  /** Never more than `most` of which each waits for the one before. */
  chainAtMost(spans: Spans, most: number): string | undefined;
}

/** One thing that must be true of a run of an exercise. */
export interface PracticeClaim {
  /** A sentence: "all ten queries are sent before the first reply". */
  name: string;
  /** Returns undefined when it holds, else why it does not hold in this run. */
  why: (run: Run, look: Look) => string | undefined;
}

/** What came of one claim. */
export interface JudgedClaim {
  name: string;
  holds: boolean;
  why?: string;
}

/** Judges every claim on the one run. */
export function judgeClaims(run: Run, claims: readonly PracticeClaim[]): JudgedClaim[] {
  return claims.map(({ name, why }) => {
    const reason = why(run, look);
    return reason === undefined ? { name, holds: true } : { name, holds: false, why: reason };
  });
}

type Judge<Rest extends unknown[]> = (
  spans: Spans,
  ...rest: Rest
) => {
  holds: boolean;
  subject: string;
  claim: string;
  explain: () => { facts: string; picture: string };
};

function ask<Rest extends unknown[]>(judge: Judge<Rest>, fewest: number) {
  return (spans: Spans, ...rest: Rest): string | undefined => {
    // A question about too few spans has no answer, and the claim does not hold.
    if (spans.length < fewest) {
      return `expected at least ${fewest} ${spans.description}, but there are ${spans.length}`;
    }
    const verdict = judge(spans, ...rest);
    if (verdict.holds) return undefined;
    const { facts, picture } = verdict.explain();
    return `expected ${verdict.subject} to ${verdict.claim}, but ${facts}\n\n${picture}`.trimEnd();
  };
}

const look: Look = {
  allTogether: ask(judgeAllStartBeforeAnyEnds, 2),
  count: ask(judgeCount, 0),
  peakAtMost: ask(judgePeakAtMost, 1),
  peak: ask(judgePeak, 1),
  chainAtMost: ask(judgeChainAtMost, 1),
};

import type { Spans } from "../spans.ts";
import type { Span } from "../span.ts";
import { countOf } from "../picture/durations.ts";
import { drawLittlePicture } from "./little-picture.ts";
import { selectionOf, toSpans } from "./subject.ts";
import type { Verdict } from "./verdict.ts";

/** All are in flight at one moment: the last to start does so before the first to end has ended. */
export function judgeAllStartBeforeAnyEnds(received: unknown): Verdict {
  const spans = selectionOf(received, 2);
  const { last, firstToEnd } = spans;
  return {
    holds: spans.allStartBeforeAnyEnds,
    subject: nameSelection(spans),
    claim: "all start before any of them ends",
    explain: () => {
      const { text, call, at } = drawLittlePicture(spans, [firstToEnd, last]);
      const late = spans.where((span) => span.startMs >= firstToEnd.endMs).length;
      const end = `${call(firstToEnd)} has ended at ${at(firstToEnd.endMs)}`;
      const start = `${call(last)} starts at ${at(last.startMs)}`;
      return {
        facts: spans.allStartBeforeAnyEnds
          ? `they do: the last to start is ${call(last)} at ${at(last.startMs)}, the first to end ${call(firstToEnd)} at ${at(firstToEnd.endMs)}`
          : `${countOf(late, "starts", "start")} after that: ${end}, ${start}`,
        picture: text,
      };
    },
  };
}

/** No two are in flight at the same time. */
export function judgeOneAfterAnother(received: unknown): Verdict {
  const spans = selectionOf(received, 2);
  const { overlaps } = spans;
  const [pair] = overlaps;
  return {
    holds: overlaps.length === 0,
    subject: nameSelection(spans),
    claim: "run one after another",
    explain: () => {
      const { text, call, at } = drawLittlePicture(spans, pair);
      return {
        facts: pair
          ? `${call(pair[1])} starts at ${at(pair[1].startMs)}, before ${call(pair[0])} has ended at ${at(pair[0].endMs)}` +
            (overlaps.length > 1
              ? `; ${countOf(overlaps.length - 1, "more overlaps", "more overlap")}`
              : "")
          : "no two of them are in flight at the same time",
        picture: text,
      };
    },
  };
}

/** At some moment two of them, or one of them and one of the other selection, are in flight together. */
export function judgeOverlap(received: unknown, other?: unknown): Verdict {
  if (other === undefined) {
    const spans = selectionOf(received, 2);
    const verdict = judgeOneAfterAnother(received);
    return {
      holds: !verdict.holds,
      subject: nameSelection(spans),
      claim: "overlap",
      explain: verdict.explain,
    };
  }
  const ours = selectionOf(received);
  const theirs = selectionOf(other);
  const pair = findOverlap(ours, theirs);
  return {
    holds: pair !== undefined,
    subject: nameSelection(ours),
    claim: `overlap with ${nameSelection(theirs)}`,
    explain: () => {
      const { text, call, at } = drawLittlePicture(ours.and(theirs), pair);
      return {
        facts: pair
          ? `${call(pair[0])} runs from ${at(pair[0].startMs)} to ${at(pair[0].endMs)} and ${call(pair[1])} from ${at(pair[1].startMs)} to ${at(pair[1].endMs)}`
          : `none of the one is in flight together with one of the other`,
        picture: text,
      };
    },
  };
}

/** Exactly so many are in flight at the busiest moment. */
export function judgePeak(received: unknown, expected: number): Verdict {
  const spans = selectionOf(received);
  return {
    holds: spans.peak === expected,
    subject: nameSelection(spans),
    claim: `have a peak of ${expected} in flight`,
    explain: () => explainPeak(spans),
  };
}

/** Never more than so many are in flight. */
export function judgePeakAtMost(received: unknown, most: number): Verdict {
  const spans = selectionOf(received);
  return {
    holds: spans.peak <= most,
    subject: nameSelection(spans),
    claim: `have a peak of at most ${most} in flight`,
    explain: () => explainPeak(spans),
  };
}

/** Never more than so many pass one after the other. */
export function judgeChainAtMost(received: unknown, most: number): Verdict {
  const spans = selectionOf(received);
  const { longestChain } = spans;
  return {
    holds: longestChain.length <= most,
    subject: nameSelection(spans),
    claim: `have no chain of more than ${most}, each of which starts when the one before has ended`,
    explain: () => ({
      facts: `the longest chain has ${longestChain.length}`,
      picture: drawLittlePicture(spans, longestChain.toArray()).text,
    }),
  };
}

/** So many spans; the one matcher that also speaks about none. */
export function judgeCount(received: unknown, expected: number): Verdict {
  const spans = toSpans(received);
  return {
    holds: spans.length === expected,
    subject: nameSelection(spans),
    claim: `be ${expected}`,
    explain: () => ({
      facts: spans.length === 1 ? "there is one" : `there are ${spans.length}`,
      picture: drawLittlePicture(spans).text,
    }),
  };
}

/** "the 10 find commands". */
export function nameSelection(spans: Spans): string {
  const [only] = spans;
  return spans.length === 1 && only && spans.description === only.name
    ? `"${only.name}"`
    : `the ${spans.length} ${spans.description}`;
}

function explainPeak(spans: Spans): { facts: string; picture: string } {
  const step = spans.inFlight.find(({ count }) => count === spans.peak);
  const atPeak = spans.where(
    ({ startMs, endMs }) => step !== undefined && startMs <= step.atMs && endMs > step.atMs,
  );
  const { text, at } = drawLittlePicture(
    spans,
    atPeak.length < spans.length ? atPeak.toArray().slice(0, 10) : [],
  );
  return {
    facts: `most in flight at once are ${spans.peak}${step ? `, at ${at(step.atMs)}` : ""}`,
    picture: text,
  };
}

function findOverlap(ours: Spans, theirs: Spans): [Span, Span] | undefined {
  for (const mine of ours) {
    const [other] = theirs.where((span) => span !== mine).during(mine);
    if (other) return [mine, other];
  }
  return undefined;
}

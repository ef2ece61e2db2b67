import { formatDuration, formatRatio } from "../picture/durations.ts";
import type { PicturedRun } from "../picture/pictured-run.ts";
import { nameOf } from "../picture/heading.ts";
import { Timeline } from "../timeline.ts";
import { nameSelection } from "./concurrency.ts";
import { drawBoth, drawLittlePicture } from "./little-picture.ts";
import { selectionOf } from "./subject.ts";
import type { Verdict } from "./verdict.ts";

/** The other takes at least `times` as long; a run from its first operation sent to its last one handled. */
export function judgeFasterThan(
  received: unknown,
  other: unknown,
  { times = 1 }: { times?: number } = {},
): Verdict {
  const ours = measure(received, "this");
  const theirs = measure(other, "the other");
  const claim = times === 1 ? "be faster than" : `be ${formatRatio(times)} times as fast as`;
  return {
    holds: theirs.durationMs > ours.durationMs && theirs.durationMs >= times * ours.durationMs,
    subject: ours.words,
    claim: `${claim} ${theirs.words}`,
    explain: () => {
      const ratio = ours.durationMs === 0 ? Infinity : theirs.durationMs / ours.durationMs;
      return {
        facts: `they take ${formatDuration(ours.durationMs)} and ${formatDuration(theirs.durationMs)}, which is ${Number(ratio.toFixed(2))} times as long`,
        picture: drawBoth([ours.run, theirs.run]),
      };
    },
  };
}

/** First start to last end takes at least so many ms. There is no matcher for an upper bound, on purpose. */
export function judgeLastAtLeast(received: unknown, ms: number): Verdict {
  const spans = selectionOf(received);
  return {
    holds: spans.durationMs >= ms,
    subject: nameSelection(spans),
    claim: `last at least ${formatDuration(ms)}`,
    explain: () => ({
      facts: `from first start to last end it is ${formatDuration(spans.durationMs)}`,
      picture: drawLittlePicture(spans).text,
    }),
  };
}

interface Measured {
  words: string;
  durationMs: number;
  run: PicturedRun;
}

/** How long a run, a timeline or a selection took, and how it is drawn. */
function measure(subject: unknown, fallback: string): Measured {
  const spans = selectionOf(subject);
  if (isRun(subject)) {
    return {
      words: `the run of ${nameOf(subject) || fallback}`,
      durationMs: subject.timeline.activeMs,
      run: { timeline: subject.timeline, program: subject.program ?? fallback },
    };
  }
  const timeline = new Timeline({ spans: spans.toArray(), connections: [], marks: [] });
  return {
    words: nameSelection(spans),
    durationMs: spans.durationMs,
    run: { timeline, program: fallback },
  };
}

function isRun(subject: unknown): subject is PicturedRun {
  return (
    typeof subject === "object" &&
    subject !== null &&
    "timeline" in subject &&
    subject.timeline instanceof Timeline
  );
}

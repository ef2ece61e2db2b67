import type { Span } from "../span.ts";
import type { Spans } from "../spans.ts";
import { nameSelection } from "./concurrency.ts";
import { drawLittlePicture } from "./little-picture.ts";
import { selectionOf } from "./subject.ts";
import type { Verdict } from "./verdict.ts";

/** Each of these has ended before any of the others starts. */
export function judgeHappenBefore(received: unknown, other: unknown): Verdict {
  const [ours, theirs] = [selectionOf(received), selectionOf(other)];
  const [late, early] = [ours.lastToEnd, theirs.first];
  return compare(ours, theirs, "happen before", {
    holds: late.endMs <= early.startMs,
    ours: { span: late, atMs: late.endMs, verb: "ends" },
    theirs: { span: early, atMs: early.startMs, verb: "starts" },
  });
}

/** Each of these starts before any of the others does. */
export function judgeStartBefore(received: unknown, other: unknown): Verdict {
  const [ours, theirs] = [selectionOf(received), selectionOf(other)];
  const [late, early] = [ours.last, theirs.first];
  return compare(ours, theirs, "start before", {
    holds: late.startMs < early.startMs,
    ours: { span: late, atMs: late.startMs, verb: "starts" },
    theirs: { span: early, atMs: early.startMs, verb: "starts" },
  });
}

/** Each of these ends before any of the others does. */
export function judgeEndBefore(received: unknown, other: unknown): Verdict {
  const [ours, theirs] = [selectionOf(received), selectionOf(other)];
  const [late, early] = [ours.lastToEnd, theirs.firstToEnd];
  return compare(ours, theirs, "end before", {
    holds: late.endMs < early.endMs,
    ours: { span: late, atMs: late.endMs, verb: "ends" },
    theirs: { span: early, atMs: early.endMs, verb: "ends" },
  });
}

/** They end in the order in which they started or, when names are given, in the order of these. */
export function judgeEndInOrder(received: unknown, names?: readonly string[]): Verdict {
  const spans = selectionOf(received, 2);
  const expected = names ?? spans.names;
  const ended = spans.inOrderOfEnd();
  const actual = ended.map(({ name }) => name);
  // Like names cannot be told apart by name: the order of start compares the spans themselves.
  const wrong = names
    ? actual.findIndex((name, index) => name !== names[index])
    : ended.findIndex((span, index) => span !== spans.at(index));
  const holds = wrong === -1 && actual.length === expected.length;
  return {
    holds,
    subject: nameSelection(spans),
    claim: names ? `end in the order ${expected.join(", ")}` : "end in the order of their start",
    explain: () => {
      const span = ended[wrong];
      const { text, call, at } = drawLittlePicture(spans, span && [span]);
      const say = (name: string | undefined) => (name === undefined ? "nothing" : `"${name}"`);
      return {
        facts: span
          ? `${call(span)} ends as number ${wrong + 1}, at ${at(span.endMs)}, where ${say(expected[wrong])} is expected`
          : holds
            ? "that is the order"
            : `${actual.length} end and ${expected.length} are named`,
        picture: text,
      };
    },
  };
}

interface Moment {
  span: Span;
  atMs: number;
  verb: string;
}

function compare(
  ours: Spans,
  theirs: Spans,
  claim: string,
  found: { holds: boolean; ours: Moment; theirs: Moment },
): Verdict {
  return {
    holds: found.holds,
    subject: nameSelection(ours),
    claim: `${claim} ${nameSelection(theirs)}`,
    explain: () => {
      const { text, call, at } = drawLittlePicture(ours.and(theirs), [
        found.ours.span,
        found.theirs.span,
      ]);
      const say = ({ span, atMs, verb }: Moment) => `${call(span)} ${verb} at ${at(atMs)}`;
      return { facts: `${say(found.ours)} and ${say(found.theirs)}`, picture: text };
    },
  };
}

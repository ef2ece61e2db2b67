import { Spans } from "../spans.ts";
import type { Span } from "../span.ts";
import type { PicturedRun } from "../picture/pictured-run.ts";
import { Timeline } from "../timeline.ts";

/** What a matcher speaks about: a selection, one span, a timeline or a run. */
export type Subject = Spans | Span | Timeline | PicturedRun;

/**
 * A claim about no spans. Not an assertion error: such a claim says nothing, so it must neither hold nor be
 * shown to fail for a twin.
 */
export class EmptySelectionError extends Error {
  override name = "EmptySelectionError";
}

/** The spans of a subject, at least `least` of them. Throws a TypeError for anything else. */
export function selectionOf(subject: unknown, least = 1): Spans {
  const spans = toSpans(subject);
  if (spans.length >= least) return spans;
  throw new EmptySelectionError(
    spans.length === 0
      ? `Cannot claim anything about the ${spans.description} as there are none: check the selection`
      : `Cannot claim an order of the ${spans.description} as there is only one: ${spans.first.name}`,
  );
}

/** The spans of a subject. There may be none. */
export function toSpans(subject: unknown): Spans {
  if (subject instanceof Spans) return subject;
  if (subject instanceof Timeline) return subject.spans();
  if (isObject(subject)) {
    if (subject["timeline"] instanceof Timeline) return subject["timeline"].spans();
    if (isSpan(subject)) return new Spans([subject], subject.name);
  }
  throw new TypeError(
    `Cannot look at ${typeof subject} as spans: expected what timeline.mongodb() and the like return, a span, a timeline or a run`,
  );
}

function isSpan(value: object): value is Span {
  return "lane" in value && "name" in value && typeof value.name === "string" && "startMs" in value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

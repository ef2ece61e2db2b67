import { Timeline, type Span } from "@samples/timeline";
import type { Run } from "@samples/lab";

/** What is kept before the first command or request, in ms: the slice of the thread that sends it. */
const leadMs = 5;

/**
 * Returns `run` without what came before its first command or request: starting a worker and connecting can take
 * longer than all that a lesson is about.
 */
export function fromFirstOperation(run: Run): Run {
  const { timeline } = run;
  const operations = timeline.mongodb().and(timeline.http());
  if (operations.length === 0) return run;

  const cutMs = operations.first.startMs - leadMs;
  const record = timeline.toJSON();
  const spans = record.spans.flatMap((span): Span[] => {
    if (span.endMs < cutMs) return [];
    return [span.startMs < cutMs ? { ...span, startMs: cutMs } : span];
  });
  return { ...run, timeline: new Timeline({ ...record, spans }) };
}

import { Timeline } from "@samples/timeline";
import type { WireProxy } from "@samples/wire-proxy";
import { createServedRecord } from "./requests/served-record.ts";
import type { RequestWatch } from "./requests/request-watch.ts";
import type { OutputLine } from "./run.ts";
import { clockZero } from "./thread/preload/clock-zero.mjs";
import type { ThreadRecorder } from "./thread/index.ts";
import { toTimelineRecord } from "./timeline-record.ts";
import type { WeatherApi } from "./weather/weather-api.ts";

/** What is under way reaches so far beyond the last thing that happened, as a share of all that was drawn. */
const edgeShare = 0.06;

/**
 * Returns the timeline of a run that goes on. What is under way ends a little after the last thing that has happened, and not now: a picture in
 * which nothing happens stays as it is.
 */
export async function lookOn(around: {
  now: () => number;
  proxy: WireProxy;
  weather: WeatherApi | undefined;
  recorder: ThreadRecorder | undefined;
  requests: RequestWatch | undefined;
  output: readonly OutputLine[];
}): Promise<Timeline> {
  const { now, proxy, weather, recorder, requests, output } = around;
  const nowMs = now();
  const [threads, asked] = await Promise.all([recorder?.read(nowMs), requests?.read() ?? []]);
  const record = toTimelineRecord({
    wire: proxy.record(),
    http: weather?.spans(nowMs) ?? [],
    served: createServedRecord(asked, [], clockZero(now), nowMs),
    threads,
    output: [...output],
    marks: [],
    endMs: nowMs,
    isDrained: false,
  });
  const seen = record.spans.filter((span) => span.internal !== true);
  const firstMs = Math.min(...seen.map(({ startMs }) => startMs));
  const lastMs = Math.max(...seen.map((span) => (span.cut ? span.startMs : span.endMs)));
  const edgeMs = lastMs + Math.max(1, (lastMs - firstMs) * edgeShare);
  return new Timeline({
    ...record,
    spans: record.spans.map((span) => {
      if (!span.cut) return span;
      const endMs = Math.max(span.startMs, Math.min(span.endMs, edgeMs));
      // A slice that has given the thread back is whole, as far as can be told.
      if (span.lane === "thread") return { ...span, endMs, cut: undefined };
      return { ...span, endMs };
    }),
  });
}

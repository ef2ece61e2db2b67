import type { Interval } from "../in-flight.ts";
import type { Operation } from "../slice-links.ts";
import type { OutputSpan, RequestSpan, Span, ThreadSpan } from "../span.ts";
import { storyEndMs, storyStartMs } from "../story.ts";
import type { Timeline } from "../timeline.ts";
import { findQuiet } from "./axis.ts";
import type { PicturedRun, PictureOptions } from "./pictured-run.ts";

/** What is to be drawn of one run, and when its picture begins. */
export interface Scene {
  run: PicturedRun;
  originMs: number;
  durationMs: number;
  /** How much of the run before its first operation is left out. */
  leadMs: number;
  operations: Operation[];
  /** To the program's own HTTP servers. */
  requests: RequestSpan[];
  slices: ThreadSpan[];
  lines: OutputSpan[];
}

/** Chooses what a picture shows of a run: its story, without the start of the process and its end. */
export function setScene(run: PicturedRun, options: PictureOptions): Scene {
  const spans = run.timeline.spans(options).toArray();
  const operations = spans.filter((span) => span.lane === "mongodb" || span.lane === "http");
  const requests = spans.filter((span) => span.lane === "request");
  const lines = options.output === false ? [] : spans.filter((span) => span.lane === "output");
  const all = options.threads === false ? [] : spans.filter((span) => span.lane === "thread");
  const story = findStory(spans, run.timeline);
  const slices = options.internal
    ? all
    : all.filter(({ startMs, endMs }) => endMs > story.startMs && startMs < story.endMs - touchMs);

  const drawn: Span[] = [...operations, ...requests, ...slices, ...lines];
  const startMs = drawn.reduce((first, span) => Math.min(first, span.startMs), Infinity);
  const endMs = drawn.reduce((last, span) => Math.max(last, span.endMs), -Infinity);
  // A slice that has begun before the story, such as one that is blocked all the while, is cut at its start.
  const originMs =
    drawn.length > 0 ? Math.max(startMs, options.internal ? startMs : story.startMs) : 0;
  const firstMs = all.reduce((first, slice) => Math.min(first, slice.startMs), originMs);
  return {
    run,
    originMs,
    durationMs: drawn.length > 0 ? endMs - originMs : 0,
    leadMs: originMs - firstMs,
    operations,
    requests,
    slices,
    lines,
  };
}

/** Slices that follow on each other are measured with this grain. */
const touchMs = 0.01;

/** From when to when a run has something to tell. On a busy machine the rest takes longer than all that a lesson is about. */
function findStory(spans: readonly Span[], { links }: Timeline): Interval {
  return { startMs: storyStartMs(spans, links), endMs: storyEndMs(spans, links) };
}

/** The stretches of all scenes, on their common axis, in which nothing happens in any. */
export function findQuietOf(scenes: readonly Scene[], durationMs: number): Interval[] {
  const moments: number[] = [];
  const busy: Interval[] = [];
  for (const { originMs, operations, requests, slices, lines, durationMs: length } of scenes) {
    for (const span of [...operations, ...requests, ...slices, ...lines]) {
      moments.push(span.startMs - originMs, span.endMs - originMs);
    }
    moments.push(length);
    for (const { startMs, endMs } of slices) {
      busy.push({ startMs: startMs - originMs, endMs: endMs - originMs });
    }
  }
  return findQuiet(moments, busy, durationMs);
}

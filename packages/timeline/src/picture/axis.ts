import { mergeIntervals } from "../in-flight.ts";
import type { Interval } from "../in-flight.ts";
import type { Axis, AxisPiece } from "./picture.ts";

/** Waits shorter than this are never folded: they are what a lesson is about. */
const shortestFoldMs = 500;

/**
 * The axis from 0 to `durationMs`. `quiet` are the stretches in which nothing starts or ends and
 * no thread works; one that dwarfs all the rest of the picture is folded to a piece of fixed width, so
 * that a wait of 12 s does not squeeze the queries of 5 ms beside it into nothing.
 */
export function createAxis(durationMs: number, quiet: readonly Interval[]): Axis {
  // A picture in which everything happens at once still has an axis.
  const duration = durationMs < 0.01 ? 1 : durationMs;
  const long = quiet.filter((interval) => lengthOf(interval) >= shortestFoldMs);
  const rest = duration - long.reduce((sum, interval) => sum + lengthOf(interval), 0);
  // One fold takes a good quarter of the width; many, such as the seconds between heartbeats, at most three fifths.
  const shareOfRest = Math.min(1.5, 0.4 + 0.1 * (long.length - 1));
  const foldedMs = (rest * shareOfRest) / Math.max(1, long.length);
  const folds = long.filter((interval) => lengthOf(interval) > foldedMs * 4);

  const shownMs =
    duration - folds.reduce((sum, interval) => sum + lengthOf(interval) - foldedMs, 0);
  const pieces: AxisPiece[] = [];
  let atMs = 0;
  let position = 0;
  const add = (endMs: number, widthMs: number, folded: boolean) => {
    if (endMs <= atMs) return;
    const to = Math.min(1, position + widthMs / shownMs);
    pieces.push({ startMs: atMs, endMs, from: position, to, folded });
    atMs = endMs;
    position = to;
  };
  for (const fold of folds) {
    add(fold.startMs, fold.startMs - atMs, false);
    add(fold.endMs, foldedMs, true);
  }
  add(duration, duration - atMs, false);
  const last = pieces.at(-1);
  if (last) last.to = 1;
  return { durationMs: duration, pieces };
}

/** Where on the axis a moment stands, from 0 to 1. */
export function positionOf(axis: Axis, atMs: number): number {
  const piece = axis.pieces.find(({ endMs }) => atMs <= endMs) ?? axis.pieces.at(-1);
  if (!piece) return 0;
  const share = (atMs - piece.startMs) / (piece.endMs - piece.startMs);
  return Math.min(1, Math.max(0, piece.from + share * (piece.to - piece.from)));
}

/** Which moment stands at a place on the axis: the inverse of `positionOf`. */
export function timeAt(axis: Axis, position: number): number {
  const piece = axis.pieces.find(({ to }) => position <= to) ?? axis.pieces.at(-1);
  if (!piece) return 0;
  const share = (position - piece.from) / (piece.to - piece.from);
  return Math.min(
    axis.durationMs,
    Math.max(0, piece.startMs + share * (piece.endMs - piece.startMs)),
  );
}

export interface Tick {
  atMs: number;
  position: number;
  /** "20", or "20 ms" for the last one. */
  label: string;
}

/** Round times on the axis, at most about `most` of them; folded pieces have none. */
export function chooseTicks(axis: Axis, most: number): Tick[] {
  const straight = axis.pieces.filter(({ folded }) => !folded);
  const shownMs = straight.reduce((sum, piece) => sum + lengthOf(piece), 0);
  const width = straight.reduce((sum, piece) => sum + piece.to - piece.from, 0);
  const stepMs = roundUpStep(shownMs / Math.max(1, most * width));
  const inSeconds = stepMs >= 1000 || axis.durationMs >= 10_000;
  const isMixed = inSeconds && straight.length < axis.pieces.length;
  const decimals = Math.max(0, -Math.floor(Math.log10(stepMs)));

  const ticks: Tick[] = [];
  for (const piece of straight) {
    for (let n = Math.ceil(piece.startMs / stepMs - 1e-9); n * stepMs <= piece.endMs + 1e-9; n++) {
      const atMs = n * stepMs;
      ticks.push({
        atMs,
        position: positionOf(axis, atMs),
        label: isMixed
          ? formatMoment(atMs)
          : inSeconds
            ? String(Number((atMs / 1000).toFixed(3)))
            : atMs.toFixed(decimals),
      });
    }
  }
  const last = ticks.at(-1);
  if (last && !isMixed) last.label += inSeconds ? " s" : " ms";
  return ticks;
}

/** "0", "5 ms", "12.005 s": for an axis on both sides of a fold. */
function formatMoment(ms: number): string {
  if (ms === 0) return "0";
  const trim = (value: number) => String(Number(value.toFixed(3)));
  return ms < 1000 ? `${trim(ms)} ms` : `${trim(ms / 1000)} s`;
}

/** The next of 1, 2, 5, 10, 20, 50 … */
function roundUpStep(ms: number): number {
  const power = 10 ** Math.floor(Math.log10(ms));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= ms * 0.999) ?? 10;
  return factor * power;
}

/**
 * The stretches in which nothing begins or ends: `moments` are all the starts and ends, `busy`
 * the stretches in which a thread works.
 */
export function findQuiet(
  moments: readonly number[],
  busy: readonly Interval[],
  durationMs: number,
): Interval[] {
  // There may be millions; typed arrays sort numbers as numbers, and fast.
  const sorted = Float64Array.from(moments).toSorted();
  const worked = mergeIntervals(busy);
  const quiet: Interval[] = [];
  for (let index = 0; index <= sorted.length; index++) {
    const startMs = sorted[index - 1] ?? 0;
    const endMs = sorted[index] ?? durationMs;
    if (endMs - startMs < shortestFoldMs) continue;
    if (worked.some((interval) => interval.startMs < endMs && interval.endMs > startMs)) continue;
    quiet.push({ startMs, endMs });
  }
  return quiet;
}

function lengthOf(interval: Interval): number {
  return interval.endMs - interval.startMs;
}

import type { Operation } from "../slice-links.ts";
import { createAxis } from "./axis.ts";
import { createPlace } from "./context.ts";
import type { Context, Letter } from "./context.ts";
import { describeDifference } from "./describe-difference.ts";
import { judge, longTurnMs, sayVerdict } from "../verdict.ts";
import { formatDuration } from "./durations.ts";
import { describeEnd, headingOf, nameOf } from "./heading.ts";
import { letterFor } from "./letters.ts";
import { kindOf, layOutGroup, layOutTail } from "./operation-rows.ts";
import { arrangeRows, layOutRequests } from "./request-rows.ts";
import type { Arrangement } from "./request-rows.ts";
import { layOutPlots } from "./plot-rows.ts";
import { meanParts, sayParts } from "../parts.ts";
import { isOnlyPlotted } from "../plot.ts";
import { layOutInFlight, layOutMarks, layOutOutput } from "./other-rows.ts";
import { isCurve } from "./picture.ts";
import type { Axis, Panel, Picture, Row, Scale } from "./picture.ts";
import type { PicturedRun, PictureOptions } from "./pictured-run.ts";
import { makeVisible } from "./safe-text.ts";
import { findQuietOf, setScene } from "./scene.ts";
import type { Scene } from "./scene.ts";
import { collectSigns } from "./signs-seen.ts";
import { layOutValues } from "./value-rows.ts";
import { layOutArrows } from "./message-arrows.ts";
import { layOutThreads } from "./thread-rows.ts";

/**
 * Lays a picture of one run, or of several under each other on one axis, out: which rows there are, what is in
 * them and where, and which long waits and like rows are folded. Says nothing about columns,
 * pixels or colors: that is for the renderers, which all print this one layout.
 */
export function layOutPicture(
  runs: PicturedRun | readonly PicturedRun[],
  options: PictureOptions = {},
): Picture {
  const several = isList(runs) ? runs : [runs];
  const scenes = several.map((run) => setScene(run, options));
  const durationMs = Math.max(0, ...scenes.map((scene) => scene.durationMs));
  const fold = options.foldWaits ?? several.length === 1;
  const axis = createAxis(durationMs, fold ? findQuietOf(scenes, durationMs) : []);
  const panels = scenes.map((scene) => layOutPanel(scene, axis, options));
  shareScales(panels);
  const difference = describeDifference(
    several.map((run) => ({ name: nameOf(run), timeline: run.timeline })),
  );
  return {
    axis,
    panels,
    ...(difference !== undefined && { difference }),
    ...describeVerdict(scenes),
    ...describeParts(scenes),
    ...describeLead(scenes),
    legend: collectSigns(panels, axis),
  };
}

function isList(runs: PicturedRun | readonly PicturedRun[]): runs is readonly PicturedRun[] {
  return Array.isArray(runs);
}

function isTail(operation: Operation): boolean {
  return operation.lane === "mongodb" && operation.awaitsData === true;
}

/** What the longest turn of a single run held up, where it was long. */
function describeVerdict(scenes: readonly Scene[]): { verdict?: string } {
  const [scene, ...others] = scenes;
  const verdict = scene && others.length === 0 ? judge(scene.run.timeline) : undefined;
  return verdict && verdict.longestTurnMs >= longTurnMs ? { verdict: sayVerdict(verdict) } : {};
}

/** "10 queries, each 56.6 ms = 50 latency added + 1.6 server + …", for a single run. */
function describeParts(scenes: readonly Scene[]): { parts?: string } {
  const [scene, ...others] = scenes;
  if (!scene || others.length > 0) return {};
  const { timeline } = scene.run;
  const done = scene.operations.filter((one) => !one.cut && !isTail(one));
  const mean = meanParts(done.map((operation) => timeline.partsOf(operation)));
  if (!mean || mean.addedMs + mean.heldMs < 0.1) return {};
  const each = done.length === 1 ? "" : "On average ";
  return { parts: `${each}${sayParts(mean)}.` };
}

/** Curves of one name are as high as each other in all panels, or they could not be compared. */
function shareScales(panels: readonly Panel[]): void {
  const shared = new Map<string, Scale>();
  for (const row of panels.flatMap(({ rows }) => rows.filter(isCurve))) {
    const scale = shared.get(row.label) ?? row.scale;
    scale.lowest = Math.min(scale.lowest, row.scale.lowest);
    scale.highest = Math.max(scale.highest, row.scale.highest);
    shared.set(row.label, scale);
    row.scale = scale;
  }
}

/** Shorter than this, in ms, nobody misses it. */
const leastLeadMs = 5;

function describeLead(scenes: readonly Scene[]): { leftOut?: string } {
  const [scene, ...others] = scenes;
  if (!scene || others.length > 0 || scene.leadMs < leastLeadMs) return {};
  return {
    leftOut: `Left out: the first ${formatDuration(scene.leadMs)}, in which the program starts and connects.`,
  };
}

const noLetter: Letter = { letter: "", color: 0 };

/**
 * Letters for operations, numbers for requests. What a request asks for has the color of the request, where there are several: so the
 * thread shows at a glance for whom it worked.
 */
function giveLetters(
  { requests, others }: Arrangement,
  tails: readonly (readonly Operation[])[],
): { letters: Map<Operation, Letter>; requestLetters: Map<number, Letter> } {
  const letters = new Map<Operation, Letter>();
  const requestLetters = new Map<number, Letter>();
  const hasSeveral = requests.length > 1;
  let color = 0;
  let index = 0;
  const give = (operations: readonly Operation[], ofColor: number): void => {
    const letter = { letter: letterFor(index++), color: ofColor };
    for (const operation of operations) letters.set(operation, letter);
  };
  for (const [position, { group, operations }] of requests.entries()) {
    const letter = { letter: String(position + 1), color: color++ };
    for (const { number } of group.items) requestLetters.set(number, letter);
    for (const { items } of operations) give(items, hasSeveral ? letter.color : color++);
  }
  for (const { items } of others) give(items, color++);
  for (const tail of tails) give(tail, color++);
  return { letters, requestLetters };
}

function layOutPanel(scene: Scene, axis: Axis, options: PictureOptions): Panel {
  const { run, operations, slices, lines } = scene;
  const { plots = [] } = run;
  const highlighted = new Set(options.highlight);
  const tails = new Map<string, [Operation, ...Operation[]]>();
  for (const operation of operations) {
    if (!isTail(operation)) continue;
    const key = kindOf(operation);
    const tail = tails.get(key);
    if (tail) tail.push(operation);
    else tails.set(key, [operation]);
  }
  const worked = operations.filter((operation) => !isTail(operation));
  const arranged = arrangeRows(
    scene.requests,
    worked,
    options.maxRows ?? 12,
    new Set(worked.filter((operation) => highlighted.has(operation))),
  );
  const place = createPlace(scene, axis);
  const { letters, requestLetters } = giveLetters(arranged, [...tails.values()]);
  const context: Context = {
    scene,
    place,
    letters,
    requestLetters,
    highlighted,
    collections: new Set(
      operations.flatMap((one) => (one.lane === "mongodb" ? [one.collection] : [])),
    ),
    links: run.timeline.links,
  };

  const rows: Row[] = [
    ...layOutThreads(context, slices, options.maxRows ?? 12),
    ...layOutOutput(
      context,
      lines.filter(({ name }) => !isOnlyPlotted(name, plots)),
    ),
    ...layOutPlots(context, plots, lines),
    ...arranged.requests.flatMap(({ group, operations: own }) => [
      layOutRequests(context, group, requestLetters.get(group.items[0].number) ?? noLetter),
      ...own.map((one) => ({ ...layOutGroup(context, one), isOfRequest: true as const })),
    ]),
    ...arranged.others.map((group) => layOutGroup(context, group)),
    ...[...tails.values()].map((tail) => layOutTail(context, tail)),
    ...layOutValues(context, run.values ?? []),
    ...layOutInFlight(context, worked),
    ...layOutMarks(context),
  ];
  return {
    heading: headingOf(run, options.heading),
    rows,
    arrows: layOutArrows(context, rows),
    notes: [
      ...run.timeline.marks.map(
        ({ atMs, text }) =>
          `${formatDuration(Math.max(0, atMs - scene.originMs))}: ${makeVisible(text)}`,
      ),
      ...describeEnd(run),
      ...(operations.length + scene.requests.length + slices.length + lines.length === 0
        ? ["Nothing to draw: no command, no request, no output."]
        : []),
    ],
    ...(run.source && { source: run.source }),
    durationMs: scene.durationMs,
    originMs: scene.originMs,
  };
}

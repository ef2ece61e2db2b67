import { readPlot } from "../plot.ts";
import type { Plot, PlotPoint, PlotTag } from "../plot.ts";
import type { OutputSpan } from "../span.ts";
import { placeSteps } from "./context.ts";
import type { Context } from "./context.ts";
import { formatDuration } from "./durations.ts";
import { mergeBars } from "./merge-bars.ts";
import type { Row } from "./picture.ts";
import { makeVisible } from "./safe-text.ts";

/** A lane for each name whose numbers the program prints; for a name without numbers, its lines as ticks. */
export function layOutPlots(
  context: Context,
  tags: readonly PlotTag[],
  lines: readonly OutputSpan[],
): Row[] {
  return tags.flatMap((tag) => {
    const plot = readPlot(tag, lines);
    const numbers = plot.points.filter(hasValue);
    if (numbers.length > 0) return [layOutNumbers(context, plot, numbers)];
    return [layOutEvents(context, plot)];
  });
}

function hasValue(point: PlotPoint): point is PlotPoint & { value: number } {
  return point.value !== undefined;
}

/** The number holds until the next one is printed, and the last one to the end of the picture. */
function layOutNumbers(
  context: Context,
  { name, unit }: Plot,
  numbers: readonly (PlotPoint & { value: number })[],
): Row {
  const values = numbers.map(({ value }) => value);
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const highest = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const lowest = Math.min(0, least);
  const say = (value: number) => [formatNumber(value), unit].filter(Boolean).join(" ");
  const { originMs, durationMs } = context.scene;
  const last = values.at(-1) ?? 0;
  return {
    kind: "plot",
    label: makeVisible(name),
    value: `peak ${makeVisible(say(highest))}`,
    description: makeVisible(
      `${name}, as printed by the program: from ${say(least)} to ${say(highest)}, at last ${say(last)}.`,
    ),
    highlighted: false,
    steps: placeSteps(context, [
      ...numbers.map(({ atMs, value }) => ({ atMs, count: value })),
      { atMs: originMs + durationMs, count: last },
    ]),
    peak: highest,
    scale: { lowest, highest: Math.max(highest, lowest + Number.EPSILON) },
  };
}

function layOutEvents(context: Context, { name, points }: Plot): Row {
  const label = makeVisible(name);
  return {
    kind: "output",
    label,
    value: `${points.length} ×`,
    description: `${label}: printed ${points.length} times.`,
    highlighted: false,
    spans: [],
    bars: mergeBars(
      points.map(({ atMs }) => ({
        kind: "line",
        ...context.place({ startMs: atMs, endMs: atMs }),
        describe: () => ({
          title: label,
          details: [`printed at ${formatDuration(atMs - context.scene.originMs)}`],
        }),
      })),
      points.length,
    ),
  };
}

/** "3", "12.5", "1234.57": as many decimals as a lane can show. */
function formatNumber(value: number): string {
  return String(Number(value.toFixed(2)));
}

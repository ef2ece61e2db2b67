import { countInFlight } from "../in-flight.ts";
import type { Operation } from "../slice-links.ts";
import type { OutputSpan } from "../span.ts";
import { placeSteps } from "./context.ts";
import type { Context } from "./context.ts";
import { countOf, formatDuration } from "./durations.ts";
import { mergeBars } from "./merge-bars.ts";
import type { BarRow, CurveRow } from "./picture.ts";
import { makeVisible } from "./safe-text.ts";

/** How many operations are in flight over time; none where there is but one operation. */
export function layOutInFlight(context: Context, operations: readonly Operation[]): CurveRow[] {
  if (operations.length < 2) return [];
  const steps = countInFlight(operations);
  const peak = steps.reduce((most, { count }) => Math.max(most, count), 0);
  return [
    {
      kind: "in-flight",
      label: "in flight",
      value: `peak ${peak}`,
      description: `Operations in flight over time: at most ${peak}.`,
      highlighted: false,
      steps: placeSteps(context, steps),
      peak,
      scale: { lowest: 0, highest: peak },
    },
  ];
}

/** The lines that the program printed, at their times. */
export function layOutOutput(context: Context, lines: readonly OutputSpan[]): BarRow[] {
  if (lines.length === 0) return [];
  return [
    {
      kind: "output",
      label: "output",
      value: countOf(lines.length, "line"),
      description: `${countOf(lines.length, "line")} of output.`,
      highlighted: lines.some((line) => context.highlighted.has(line)),
      spans: lines,
      bars: mergeBars(
        lines.map((line) => ({
          kind: "line",
          ...context.place(line),
          text: makeVisible(line.name),
          describe: () => ({
            title: makeVisible(line.name),
            details: [
              `${line.stream}, at ${formatDuration(line.startMs - context.scene.originMs)}`,
            ],
          }),
        })),
        lines.length,
      ),
    },
  ];
}

/** What the lab did: holds that timed out, connections that were cut. */
export function layOutMarks(context: Context): BarRow[] {
  const { marks } = context.scene.run.timeline;
  if (marks.length === 0) return [];
  return [
    {
      kind: "marks",
      label: "lab",
      value: countOf(marks.length, "mark"),
      description: "What the lab did.",
      highlighted: false,
      spans: [],
      bars: marks.map(({ atMs, text }) => ({
        kind: "mark",
        ...context.place({ startMs: atMs, endMs: atMs }),
        title: makeVisible(text),
        details: [`at ${formatDuration(Math.max(0, atMs - context.scene.originMs))}`],
      })),
    },
  ];
}

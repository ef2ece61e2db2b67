import { readValues } from "../values.ts";
import type { FieldValue, FieldValues, ValuesTag } from "../values.ts";
import type { Context } from "./context.ts";
import { countOf, formatDuration } from "./durations.ts";
import { mergeBars } from "./merge-bars.ts";
import type { BarDraft } from "./merge-bars.ts";
import type { BarRow } from "./picture.ts";
import { makeVisible } from "./safe-text.ts";

/** More documents than this have no row of their own. */
const mostDocuments = 6;

/** A row for each document whose field is followed, with its values over time, and one for their sum where that is to stay. */
export function layOutValues(context: Context, tags: readonly ValuesTag[]): BarRow[] {
  const { originMs, durationMs, run } = context.scene;
  const endMs = originMs + durationMs;
  const commands = run.timeline.mongodb().toArray();
  return tags.flatMap((tag) => {
    const values = readValues(tag, commands, endMs);
    const { documents } = values;
    const rows = documents.slice(0, mostDocuments).map(({ id, points }) => {
      const label = makeVisible(`${id} ${tag.path}`);
      return layOutRow(context, label, points, endMs);
    });
    if (tag.sum && documents.length > 1) rows.push(layOutSum(context, values, endMs));
    return rows;
  });
}

function layOutRow(
  context: Context,
  label: string,
  points: readonly { atMs: number; value: FieldValue }[],
  endMs: number,
): BarRow {
  const drafts = draftValues(context, label, points, endMs);
  const last = points.at(-1)?.value;
  return {
    kind: "values",
    label,
    value: makeVisible(String(last ?? "")),
    description: `${label}: ${countOf(points.length, "value")}, at last ${makeVisible(String(last))}.`,
    highlighted: false,
    spans: [],
    bars: mergeBars(drafts, drafts.length),
  };
}

/** Each value from the moment at which it was written to the next one. */
function draftValues(
  context: Context,
  label: string,
  points: readonly { atMs: number; value: FieldValue }[],
  endMs: number,
): BarDraft[] {
  const { originMs } = context.scene;
  return points.flatMap(({ atMs, value }, index): BarDraft[] => {
    const untilMs = points[index + 1]?.atMs ?? endMs;
    // What was overwritten before the picture begins, or at the same moment, is not seen.
    if (untilMs <= Math.max(atMs, originMs)) return [];
    const text = makeVisible(String(value));
    return [
      {
        kind: "value",
        ...context.place({ startMs: Math.max(atMs, originMs), endMs: untilMs }),
        text,
        describe: () => ({
          title: `${label}: ${text}`,
          details: [
            `from ${formatDuration(Math.max(0, atMs - originMs))} to ${formatDuration(untilMs - originMs)}`,
          ],
        }),
      },
    ];
  });
}

function layOutSum(context: Context, { path, sums, torn }: FieldValues, endMs: number): BarRow {
  const label = makeVisible(`sum of ${path}`);
  const row = layOutRow(context, label, sums, endMs);
  const tornMs = torn.reduce((sum, each) => sum + each.endMs - each.startMs, 0);
  for (const bar of row.bars) {
    const atMs = (bar.startMs + bar.endMs) / 2 + context.scene.originMs;
    const isTorn = torn.some((each) => each.startMs <= atMs && atMs < each.endMs);
    if (!isTorn) continue;
    bar.kind = "torn";
    bar.details.push("the sum is not what it was before the first change");
  }
  return {
    ...row,
    value: torn.length === 0 ? row.value : `wrong for ${formatDuration(tornMs)}`,
    description: `${label}: ${torn.length === 0 ? "always right" : `wrong for ${formatDuration(tornMs)}`}.`,
  };
}

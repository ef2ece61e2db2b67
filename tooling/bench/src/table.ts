import { createColors } from "picocolors";
import { format, type Measurement } from "./benchmark.ts";

/** Columns have fixed widths, since the table is printed piece by piece as it is measured. */
const columns = [
  { heading: "", width: 45 },
  { heading: "measured", width: 11, numeric: true },
  { heading: "beside", width: 25 },
  { heading: "ratio", width: 7, numeric: true },
  { heading: "goal", width: 11 },
  { heading: "", width: 6 },
];

function renderRow(cells: string[]): string {
  return columns
    .map(({ width, numeric }, index) => {
      const cell = cells[index] ?? "";
      return numeric ? cell.padStart(width) : cell.padEnd(width);
    })
    .join("  ")
    .trimEnd();
}

/** Returns the line above the table. */
export function renderHeadings({ color }: { color: boolean }): string {
  return createColors(color).dim(renderRow(columns.map(({ heading }) => heading)));
}

/** Returns the measurements as aligned lines; colors mark goals that are met and that are missed. */
export function renderTable(measurements: Measurement[], { color }: { color: boolean }): string {
  const { green, yellow } = createColors(color);
  return measurements
    .map(({ what, measured, beside, ratio, goal }) => {
      const line = renderRow([
        what,
        measured,
        beside ?? "",
        ratio === undefined ? "" : `${format(ratio)} ×`,
        goal?.text ?? "",
      ]);
      if (!goal) return line;
      return `${line.padEnd(columns.slice(0, 5).reduce((sum, { width }) => sum + width + 2, 0))}${goal.met ? green("met") : yellow("missed")}`;
    })
    .join("\n");
}

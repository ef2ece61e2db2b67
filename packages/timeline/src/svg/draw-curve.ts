import type { Step } from "../picture/picture.ts";

/** Where a curve stands: `peak` in flight is `height` pixels above `bottom`. */
export interface CurvePlace {
  peak: number;
  bottom: number;
  height: number;
}

/** The outline of an in-flight curve as an SVG path; `x` places a position. */
export function outline(
  steps: readonly Step[],
  x: (position: number) => number,
  { peak, bottom, height }: CurvePlace,
): string {
  let path = "";
  let count = 0;
  for (const step of steps) {
    if (step.count === count) continue;
    const at = round(x(step.position));
    const y = round(bottom - (step.count / Math.max(1, peak)) * height);
    path += path === "" ? `M${at} ${bottom} V${y} ` : `H${at} V${y} `;
    count = step.count;
  }
  return path === "" ? "" : `${path}V${bottom} Z`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

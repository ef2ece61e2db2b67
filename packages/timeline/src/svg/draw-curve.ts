import type { Step } from "../picture/picture.ts";

/** Where a curve stands: `lowest` is at `bottom`, `highest` is `height` pixels above it. */
export interface CurvePlace {
  lowest: number;
  highest: number;
  bottom: number;
  height: number;
}

/** The outline of an in-flight curve as an SVG path; `x` places a position. */
export function outline(
  steps: readonly Step[],
  x: (position: number) => number,
  { lowest, highest, bottom, height }: CurvePlace,
): string {
  let path = "";
  let count = lowest;
  for (const [index, step] of steps.entries()) {
    if (step.count === count && index < steps.length - 1) continue;
    if (path === "" && step.count === lowest) continue;
    const at = round(x(step.position));
    const y = round(bottom - ((step.count - lowest) / (highest - lowest || 1)) * height);
    path += path === "" ? `M${at} ${bottom} V${y} ` : `H${at} V${y} `;
    count = step.count;
  }
  return path === "" ? "" : `${path}V${bottom} Z`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

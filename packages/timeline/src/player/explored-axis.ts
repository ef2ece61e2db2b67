import { positionOf } from "../picture/axis.ts";
import type { Axis } from "../picture/picture.ts";
import { svgElement } from "./element.ts";

/** A part of the axis, from 0 to 1. */
export interface View {
  from: number;
  to: number;
}

/** Where things are drawn: the axis from one pixel to another, and its part that is seen. */
export interface Sheet {
  left: number;
  right: number;
  view: View;
  x: (position: number) => number;
}

/** Ticks are no closer than this. */
const leastPx = 70;

/** Draws the lines of an axis and its times anew, as fine as the zoom allows. */
export function drawTicks(group: SVGGElement, axis: Axis, { left, right, view, x }: Sheet): void {
  group.replaceChildren();
  const { top = "0", bottom = "0", labels } = group.dataset;
  const write = (atX: number, content: string) => {
    if (labels !== "yes") return;
    const text = svgElement("text", "tick", { x: atX, y: Number(bottom) + 16 });
    text.textContent = content;
    group.append(text);
  };
  for (const { from, to } of axis.pieces.filter(({ folded }) => folded)) {
    const start = Math.max(left, x(from));
    const end = Math.min(right, x(to));
    if (end <= start) continue;
    const height = Number(bottom) - Number(top);
    group.append(
      svgElement("rect", "folded-time", { x: start, width: end - start, y: top, height }),
    );
    write((start + end) / 2, "≈");
  }
  const straight = axis.pieces.filter(({ folded }) => !folded);
  const sum = (lengths: number[]) => lengths.reduce((total, length) => total + length, 0);
  const msPerPosition =
    sum(straight.map(({ startMs, endMs }) => endMs - startMs)) /
    sum(straight.map(({ from, to }) => to - from));
  const most = Math.max(1, (right - left) / leastPx);
  const step = roundUp(((view.to - view.from) * msPerPosition) / most);
  const digits = Math.max(0, -Math.floor(Math.log10(step)));
  for (const { startMs, endMs, from, to } of straight) {
    // A deep zoom into a long piece goes to its first tick at once.
    const hiddenMs = Math.max(0, (view.from - from) / (to - from)) * (endMs - startMs);
    for (let n = Math.ceil((startMs + hiddenMs) / step - 1e-9); n * step <= endMs + 1e-9; n++) {
      const position = positionOf(axis, n * step);
      if (position > view.to + 1e-9) break;
      group.append(
        svgElement("line", "grid", { x1: x(position), x2: x(position), y1: top, y2: bottom }),
      );
      write(x(position), `${(n * step).toFixed(digits)} ms`);
    }
  }
}

/** The next of 1, 2, 5, 10, 20 … */
function roundUp(ms: number): number {
  const power = 10 ** Math.floor(Math.log10(ms));
  return ([1, 2, 5].find((factor) => factor * power >= ms * 0.999) ?? 10) * power;
}

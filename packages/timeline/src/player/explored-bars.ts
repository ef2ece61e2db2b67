import { svgElement } from "./element.ts";
import type { Sheet, View } from "./explored-axis.ts";

/** A bar of the drawing, and what it says of itself. */
export interface ExploredBar extends View {
  element: SVGGElement;
  row: Element | null;
  /** What its row is called. */
  label: string;
  kind: string;
  /** Letters or a line of output, where there is room. */
  text?: string;
  isOnThread: boolean;
  /** Lines of the source: "a.ts:3". */
  lines: string[];
  title: string;
  details: string[];
  /** All of that in lower case, to be searched. */
  searched: string;
}

/** Width of a small character, in pixels. */
const characterPx = 6.63;
/** The same letter stands above narrow slices again after so much. */
const repeatPx = 40;

/** Moves a bar to where it is at this zoom. */
export function place({ element, from, to }: ExploredBar, { x }: Sheet): void {
  const start = x(from);
  const end = Math.max(x(to), start + 1.5);
  for (const part of element.querySelectorAll<SVGElement>("[data-anchor]")) {
    const anchor = part.dataset["anchor"];
    if (anchor !== "both") {
      const y = /translate\(\S+ (\S+)\)/.exec(part.getAttribute("transform") ?? "")?.[1] ?? 0;
      part.setAttribute("transform", `translate(${anchor === "end" ? end : start} ${y})`);
    } else if (part.tagName === "line") {
      part.setAttribute("x1", String(start));
      part.setAttribute("x2", String(end));
    } else {
      part.setAttribute("x", String(start));
      part.setAttribute("width", String(end - start));
    }
  }
}

/** Writes letters and lines of output into a row's bars, where there is room for them at this zoom. */
export function writeTexts(bars: readonly ExploredBar[], { left, right, x }: Sheet): void {
  const own = bars.filter(({ text }) => text !== undefined);
  let free = left;
  let above = { letter: "", x: -Infinity };
  for (const [index, { element, kind, from, to, text = "", isOnThread }] of own.entries()) {
    for (const old of element.querySelectorAll("text")) old.remove();
    const box = element.querySelector<SVGGraphicsElement>("rect, line")?.getBBox();
    if (!box) continue;
    const start = x(from);
    const write = (className: string, atX: number, y: number, content: string) => {
      const created = svgElement("text", className, { x: atX, y });
      created.textContent = content;
      element.append(created);
    };
    if (kind === "line") {
      const needed = text.length * characterPx;
      const next = own[index + 1];
      if (start + needed + 9 <= (next ? x(next.from) : right)) {
        write("said", start + 5, box.y + 10, text);
        free = start + 5 + needed;
      } else if (start - 5 - needed >= free) {
        write("said", start - 5 - needed, box.y + 10, text);
        free = start + 3;
      } else free = Math.max(free, start + 3);
      continue;
    }
    if (kind === "value" || kind === "torn") {
      if (text.length * characterPx + 6 <= x(to) - start)
        write("held", start + 4, box.y + 10.5, text);
      continue;
    }
    const room = Math.floor((x(to) - start - 3) / characterPx);
    const middle = (start + x(to)) / 2;
    if (room >= 1) {
      const shown = text.length <= room ? text : `${text.slice(0, room - 1)}…`;
      write("letter", middle, box.y + 10.5, shown);
    } else if (
      isOnThread &&
      kind === "work" &&
      middle - 3.5 >= free &&
      (text !== above.letter || middle - above.x >= repeatPx)
    ) {
      above = { letter: text, x: middle };
      write("letter above", middle, box.y - 2, text);
      free = middle + 3.5;
    }
  }
}

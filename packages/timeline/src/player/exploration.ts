import { timeAt } from "../picture/axis.ts";
import { formatDuration } from "../picture/durations.ts";
import type { Axis } from "../picture/picture.ts";
import { element, svgElement } from "./element.ts";
import { drawTicks } from "./explored-axis.ts";
import type { View } from "./explored-axis.ts";
import { place, writeTexts } from "./explored-bars.ts";
import type { ExploredBar } from "./explored-bars.ts";

/** What an exploration tells the player that it is part of. */
export interface ExplorationListener {
  /** Another part of the axis is shown. */
  onView: () => void;
  /** A place on the axis was pointed at, and no range was selected. */
  onPoint: (position: number) => void;
  /** A bar is looked at, which belongs to these lines of the source. */
  onLines: (lines: readonly string[]) => void;
}

const help =
  "Point at a bar, or go to it with Tab and the arrow keys, to see what it is. A click goes to that moment, dragging selects a range of time (with Shift it moves the picture). Enter or a double click zooms to a bar, + − 0 or Ctrl and wheel zoom.";

/**
 * What a reader does with the drawn picture of a run besides playing it: learn what a bar is, zoom, move, search, select a range of
 * time, and go from bar to bar by keys. It only moves and fills elements that are there, or makes them by name: no text is ever
 * read as markup.
 */
export class Exploration {
  readonly tools = element("div", "p-tools p-explore");
  readonly details = element("div", "p-details");
  readonly #axis: Axis;
  readonly #listener: ExplorationListener;
  readonly #signal: AbortSignal;
  readonly #zoom = element("span", "p-zoom", "100 %");
  readonly #found = element("span", "p-found");
  readonly #toSelection: HTMLButtonElement;

  #svg: SVGSVGElement | undefined;
  #bars: ExploredBar[] = [];
  #plot = { left: 0, right: 0 };
  #width = 0;
  #height = 0;
  /** The part of the axis that is seen, from 0 to 1. */
  #view: View = { from: 0, to: 1 };
  /** A range of time, as places on the axis. */
  #selection: View | undefined;
  /** Where the pointer was pressed. */
  #grip: (View & { clientX: number; at: number; isMove: boolean; isDrag: boolean }) | undefined;
  /** What is searched for, what was found, and which of it is next. */
  #isWanted: ((bar: ExploredBar) => boolean) | undefined;
  #foundBars: ExploredBar[] = [];
  #turn = 0;

  constructor(axis: Axis, listener: ExplorationListener, signal: AbortSignal) {
    this.#axis = axis;
    this.#listener = listener;
    this.#signal = signal;
    this.#toSelection = this.#button("Zoom to selection", "", () => this.#lookAtSelection());
    this.#toSelection.disabled = true;
    this.#found.setAttribute("role", "status");
    this.details.setAttribute("role", "status");
    this.details.append(element("span", "p-help", help));
    this.tools.append(
      this.#button("−", "Zoom out", () => this.#zoomBy(2)),
      this.#zoom,
      this.#button("+", "Zoom in", () => this.#zoomBy(0.5)),
      this.#button("‹", "Earlier", () => this.#move(-0.5)),
      this.#button("›", "Later", () => this.#move(0.5)),
      this.#button("Whole run", "", () => this.#look(0, 1)),
      this.#toSelection,
      this.#searchField(),
      this.#found,
    );
    addEventListener("pointermove", (event) => this.#drag(event), { signal });
    addEventListener("pointerup", (event) => this.#release(event), { signal });
  }

  /** Goes on with another drawing of the same picture, whose axis begins and ends at these pixels. */
  attach(svg: SVGSVGElement, plot: { left: number; right: number }): void {
    this.#svg = svg;
    this.#plot = plot;
    this.#width = Number(svg.getAttribute("width"));
    this.#height = Number(svg.getAttribute("height"));
    // Its parts are what is read: the bars.
    svg.setAttribute("role", "group");
    this.#bars = [...svg.querySelectorAll<SVGGElement>(".bar")].map((bar) => readBar(bar));
    // One stop for the Tab key; from there arrows go on.
    this.#bars[0]?.element.setAttribute("tabindex", "0");
    this.#listen(svg, "pointerover", (event) => {
      const bar = this.#barOf(event.target);
      if (bar && !this.#grip?.isDrag) this.#tell(bar);
    });
    this.#listen(svg, "focusin", (event) => this.#onFocus(event.target));
    this.#listen(svg, "dblclick", (event) => {
      const bar = this.#barOf(event.target);
      if (bar) this.#lookAt(bar);
    });
    this.#listen(svg, "wheel", (event) => this.#onWheel(event), { passive: false });
    this.#listen(svg, "pointerdown", (event) => {
      if (event.button !== 0) return;
      const at = this.#positionAt(event.clientX);
      this.#grip = {
        ...this.#view,
        clientX: event.clientX,
        at,
        isMove: event.shiftKey,
        isDrag: false,
      };
    });
    if (this.#isWanted) this.#mark(this.#isWanted);
    if (this.#view.from > 0 || this.#view.to < 1) this.#draw();
    else this.#drawSelection();
  }

  /** Where a place on the axis is drawn, in pixels; it may be beyond what is seen. */
  x(position: number): number {
    const { left, right } = this.#plot;
    const { from, to } = this.#view;
    return left + ((position - from) / (to - from)) * (right - left);
  }

  /** Does what a key stands for; returns whether there was something to do. */
  press(key: string, target: EventTarget | undefined): boolean {
    const bar = this.#barOf(target);
    const around = bar ? (bar.from + bar.to) / 2 : undefined;
    if (key === "+" || key === "=") this.#zoomBy(0.5, around);
    else if (key === "-") this.#zoomBy(2, around);
    else if (key === "0") this.#look(0, 1);
    else if (key === "Escape") this.#select(undefined);
    else if (key === "Enter" && bar) this.#lookAt(bar);
    else if (key === "Enter" && this.#selection && !(target instanceof HTMLButtonElement))
      this.#lookAtSelection();
    else if (bar && key.startsWith("Arrow")) this.#neighbor(bar, key)?.element.focus();
    else return false;
    return true;
  }

  /** Marks the bars of one line of the source, and goes to the first of them. */
  findLine(line: string): void {
    this.#mark((bar) => bar.lines.includes(line));
    this.#nextFound();
  }

  #button(sign: string, label: string, onClick: () => void): HTMLButtonElement {
    const button = element("button", "", sign);
    button.type = "button";
    if (label !== "") button.setAttribute("aria-label", label);
    button.addEventListener("click", onClick, { signal: this.#signal });
    return button;
  }

  #searchField(): HTMLInputElement {
    const field = element("input");
    field.type = "search";
    field.placeholder = "Search";
    field.setAttribute("aria-label", "Search operations, lines and details");
    const signal = this.#signal;
    field.addEventListener(
      "input",
      () => {
        const wanted = field.value.trim().toLowerCase();
        const rows = this.#mark(wanted === "" ? undefined : (bar) => bar.searched.includes(wanted));
        this.#found.textContent = wanted === "" ? "" : `${rows} found`;
      },
      { signal },
    );
    field.addEventListener(
      "keydown",
      (event) => {
        if (event.key === "Enter") this.#nextFound();
        // What is typed is no key of the player.
        event.stopPropagation();
      },
      { signal },
    );
    return field;
  }

  #listen<Name extends keyof SVGElementEventMap>(
    svg: SVGSVGElement,
    name: Name,
    listener: (event: SVGElementEventMap[Name]) => void,
    options: { passive?: boolean } = {},
  ): void {
    svg.addEventListener(name, listener, { ...options, signal: this.#signal });
  }

  #barOf(target: EventTarget | null | undefined): ExploredBar | undefined {
    const found = target instanceof Element ? target.closest(".bar") : null;
    return found ? this.#bars.find((bar) => bar.element === found) : undefined;
  }

  #draw(): void {
    const svg = this.#svg;
    if (!svg) return;
    const sheet = { ...this.#plot, view: this.#view, x: (at: number) => this.x(at) };
    for (const bar of this.#bars) place(bar, sheet);
    for (const row of svg.querySelectorAll<SVGGElement>(".row")) {
      writeTexts(
        this.#bars.filter(({ element: each }) => row.contains(each)),
        sheet,
      );
    }
    for (const curve of svg.querySelectorAll<SVGPathElement>("[data-curve]"))
      this.#drawCurve(curve);
    for (const arrow of svg.querySelectorAll<SVGLineElement>(".arrow[data-from]")) {
      arrow.setAttribute("x1", String(this.x(Number(arrow.dataset["from"]))));
      arrow.setAttribute("x2", String(this.x(Number(arrow.dataset["to"]))));
    }
    for (const group of svg.querySelectorAll<SVGGElement>(".axis")) {
      drawTicks(group, this.#axis, sheet);
    }
    this.#drawSelection();
    this.#zoom.textContent = `${Math.round(100 / (this.#view.to - this.#view.from))} %`;
    this.#listener.onView();
  }

  #drawCurve(path: SVGPathElement): void {
    const { steps, lowest, highest, bottom, height } = JSON.parse(
      path.dataset["curve"] ?? "{}",
    ) as {
      steps: [number, number][];
      lowest: number;
      highest: number;
      bottom: number;
      height: number;
    };
    let outline = "";
    for (const [position, count] of steps) {
      const y = bottom - ((count - lowest) / (highest - lowest || 1)) * height;
      const x = this.x(position);
      outline += outline === "" ? `M${x} ${bottom} V${y} ` : `H${x} V${y} `;
    }
    path.setAttribute("d", outline === "" ? "" : `${outline}V${bottom} Z`);
  }

  /** Shows the part of the axis from one place to another, never less than a 10,000th. */
  #look(from: number, to: number): void {
    const size = Math.min(1, Math.max(1e-4, to - from));
    const start = Math.min(1 - size, Math.max(0, from));
    this.#view = { from: start, to: start + size };
    this.#draw();
  }

  #zoomBy(factor: number, around = (this.#view.from + this.#view.to) / 2): void {
    const { from, to } = this.#view;
    const size = (to - from) * factor;
    const start = around - ((around - from) / (to - from)) * size;
    this.#look(start, start + size);
  }

  #move(share: number): void {
    const { from, to } = this.#view;
    const shift = (to - from) * share;
    this.#look(from + shift, to + shift);
  }

  #lookAt({ from, to }: View): void {
    const margin = Math.max((to - from) * 0.2, 1e-4);
    this.#look(from - margin, to + margin);
  }

  #lookAtSelection(): void {
    if (this.#selection) this.#look(this.#selection.from, this.#selection.to);
  }

  #tell(bar: ExploredBar): void {
    this.#listener.onLines(bar.lines);
    this.#write(bar.title, bar.details);
  }

  #write(heading: string, lines: readonly string[]): void {
    this.details.replaceChildren(
      element("strong", "", heading),
      ...lines.map((line) => element("span", "", line)),
    );
  }

  #onFocus(target: EventTarget | null): void {
    const bar = this.#barOf(target);
    if (!bar) return;
    for (const other of this.#bars) {
      other.element.setAttribute("tabindex", other === bar ? "0" : "-1");
    }
    const { from, to } = this.#view;
    if (bar.to < from || bar.from > to) {
      const middle = (bar.from + bar.to) / 2;
      this.#look(middle - (to - from) / 2, middle + (to - from) / 2);
    }
    this.#tell(bar);
  }

  /** The bar to the left or right in the same row, or the nearest one in the next row that has any. */
  #neighbor(bar: ExploredBar, key: string): ExploredBar | undefined {
    const rows = new Map<Element | null, ExploredBar[]>();
    for (const each of this.#bars) rows.set(each.row, [...(rows.get(each.row) ?? []), each]);
    const own = (rows.get(bar.row) ?? []).toSorted((a, b) => a.from - b.from);
    if (key === "ArrowLeft") return own[own.indexOf(bar) - 1];
    if (key === "ArrowRight") return own[own.indexOf(bar) + 1];
    const order = [...rows.keys()];
    const other = order[order.indexOf(bar.row) + (key === "ArrowUp" ? -1 : 1)];
    return rows
      .get(other ?? null)
      ?.toSorted((a, b) => Math.abs(a.from - bar.from) - Math.abs(b.from - bar.from))[0];
  }

  #onWheel(event: WheelEvent): void {
    if (event.ctrlKey || event.metaKey) {
      this.#zoomBy(event.deltaY > 0 ? 1.25 : 0.8, this.#positionAt(event.clientX));
    } else if (event.deltaX !== 0) {
      this.#move(event.deltaX / (this.#plot.right - this.#plot.left));
    } else return;
    event.preventDefault();
  }

  #positionAt(clientX: number): number {
    const { left, right } = this.#plot;
    const { from, to } = this.#view;
    const box = this.#svg?.getBoundingClientRect();
    if (!box) return from;
    // A page may be zoomed by its style sheet.
    const x = ((clientX - box.left) / box.width) * this.#width;
    return from + ((x - left) / (right - left)) * (to - from);
  }

  /** Dragging selects a range of time; with Shift it moves the picture. */
  #drag(event: PointerEvent): void {
    const grip = this.#grip;
    if (!grip || event.buttons === 0) return;
    if (!grip.isDrag && Math.abs(grip.clientX - event.clientX) <= 3) return;
    grip.isDrag = true;
    if (grip.isMove) {
      const { left, right } = this.#plot;
      const shift = ((grip.clientX - event.clientX) / (right - left)) * (grip.to - grip.from);
      this.#look(grip.from + shift, grip.to + shift);
      return;
    }
    const at = this.#positionAt(event.clientX);
    this.#select({
      from: Math.max(0, Math.min(grip.at, at)),
      to: Math.min(1, Math.max(grip.at, at)),
    });
  }

  #release(event: PointerEvent): void {
    const grip = this.#grip;
    this.#grip = undefined;
    if (grip && !grip.isDrag && event.button === 0 && grip.at >= -0.02 && grip.at <= 1.02)
      this.#listener.onPoint(Math.min(1, Math.max(0, grip.at)));
  }

  #select(selection: View | undefined): void {
    this.#selection = selection;
    this.#toSelection.disabled = !selection;
    this.#drawSelection();
    if (!selection) return;
    const startMs = timeAt(this.#axis, selection.from);
    const endMs = timeAt(this.#axis, selection.to);
    const inside = this.#bars.filter((bar) => bar.from < selection.to && bar.to > selection.from);
    const operations = inside.filter(({ kind }) => kind === "wait" || kind === "await").length;
    const busy = new Map<string, number>();
    for (const bar of inside) {
      if (!bar.isOnThread || !["work", "own", "blocked"].includes(bar.kind)) continue;
      const ms =
        timeAt(this.#axis, Math.min(bar.to, selection.to)) -
        timeAt(this.#axis, Math.max(bar.from, selection.from));
      busy.set(bar.label, (busy.get(bar.label) ?? 0) + ms);
    }
    this.#write(`Selected: ${formatDuration(endMs - startMs)}`, [
      `from ${formatDuration(startMs)} to ${formatDuration(endMs)}`,
      `${operations} in flight`,
      ...[...busy].map(([label, ms]) => `${label}: ${formatDuration(ms)} of JavaScript`),
    ]);
  }

  #drawSelection(): void {
    this.#svg?.querySelector(".p-selection")?.remove();
    if (!this.#selection) return;
    const start = Math.max(this.#plot.left, this.x(this.#selection.from));
    const end = Math.min(this.#plot.right, this.x(this.#selection.to));
    if (end <= start) return;
    this.#svg?.append(
      svgElement("rect", "p-selection", {
        x: start,
        y: 0,
        width: end - start,
        height: this.#height,
      }),
    );
  }

  /** Marks bars, and fades the rows that have none; returns how many rows have one. */
  #mark(isWanted: ((bar: ExploredBar) => boolean) | undefined): number {
    this.#isWanted = isWanted;
    this.#foundBars = isWanted ? this.#bars.filter((bar) => isWanted(bar)) : [];
    this.#turn = 0;
    const found = new Set(this.#foundBars);
    const rows = new Set(this.#foundBars.map(({ row }) => row));
    for (const bar of this.#bars) bar.element.classList.toggle("p-match", found.has(bar));
    for (const row of this.#svg?.querySelectorAll(".row") ?? []) {
      row.classList.toggle("p-out", isWanted !== undefined && !rows.has(row));
    }
    return rows.size;
  }

  #nextFound(): void {
    this.#foundBars[this.#turn % this.#foundBars.length]?.element.focus();
    this.#turn++;
  }
}

/** Takes what a drawn bar knows of itself; its title stands in the details, and a browser's tooltip would come on top. */
function readBar(bar: SVGGElement): ExploredBar {
  const { from, to, text, details, lines = "" } = bar.dataset;
  const row = bar.closest(".row");
  const title = bar.querySelector("title")?.textContent ?? "";
  const description = bar.querySelector("desc")?.textContent ?? "";
  bar.querySelector("title")?.remove();
  bar.setAttribute("role", "img");
  bar.setAttribute("aria-label", `${title}. ${description}`);
  bar.setAttribute("tabindex", "-1");
  return {
    element: bar,
    row,
    label: row?.querySelector(".label")?.firstChild?.textContent ?? "",
    kind: bar.classList[1] ?? "",
    from: Number(from),
    to: Number(to),
    ...(text !== undefined && { text }),
    isOnThread: row?.querySelector(".band") != null,
    lines: lines.split("\n").filter((line) => line !== ""),
    title,
    details: details === undefined ? [description] : (JSON.parse(details) as string[]),
    searched:
      `${title} ${details ?? description} ${row?.getAttribute("aria-label") ?? ""}`.toLowerCase(),
  };
}

import { positionOf, timeAt } from "../picture/axis.ts";
import { formatDuration } from "../picture/durations.ts";
import { layOutPicture } from "../picture/lay-out.ts";
import type { Picture } from "../picture/picture.ts";
import type { PicturedRun, PictureOptions } from "../picture/pictured-run.ts";
import { makeVisible } from "../picture/safe-text.ts";
import { readRunFile, RunFileError } from "../run-file.ts";
import { renderSvg } from "../svg/render-svg.ts";
import { colorCount } from "../svg/style-sheet.ts";
import { sayParts } from "../parts.ts";
import { element, svgElement } from "./element.ts";
import { Exploration } from "./exploration.ts";
import { Playback } from "./playback.ts";
import type { MarkedLine, RunState, Tag, Waiting } from "./playback.ts";
import { playerStyle } from "./player-style.ts";
import { SourceView } from "./source-view.ts";

/** How long a whole run takes to play at speed 1, in seconds: programs are over before one could look. */
const playSeconds = 8;
const speeds = [0.25, 0.5, 1, 2, 4];
/** A page that prints more than this at once is no longer quick. */
const mostLines = 200;
const mostChips = 12;
/** Narrower than this the picture is not drawn; it scrolls in its frame. */
const leastWidth = 300;

let players = 0;

/**
 * `<run-timeline src="gather.run.json">` draws a recorded run and plays it; with `src2`, two runs on one clock. What stands inside
 * the element is shown until then, and where nothing can be played.
 *
 * `code` and `code2` name the programs' files: then the lines that run or wait are marked in the source beside the picture. A page that shows
 * the source itself listens to "moment" events, whose detail is the marked lines of each run.
 *
 * With the attribute `explore` the picture tells what its bars are, and is searched, zoomed and measured as well.
 *
 * With the attribute `slide` it is as low as it can be, for a screen that shows nothing else.
 *
 * With the attribute `live` it shows a run that goes on, which cannot be played yet.
 *
 * Space plays and pauses, the arrows step from event to event, Home and End jump. Nothing is requested but the files named, and
 * these only from the page's own host.
 */
export class RunTimeline extends HTMLElement {
  #view: PlayerView | undefined;
  #loading: AbortController | undefined;
  #isDue = false;

  static observedAttributes = ["src", "src2", "code", "code2"];

  connectedCallback(): void {
    this.#loadSoon();
  }

  attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
    if (this.isConnected && before !== after) this.#loadSoon();
  }

  /** Once for all attributes that are set in one go. */
  #loadSoon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      if (this.isConnected) void this.#load();
    });
  }

  disconnectedCallback(): void {
    this.#loading?.abort();
    this.#view?.close();
    this.#view = undefined;
  }

  /**
   * Shows runs, each given as the text of its file; with the texts of their programs, where these are to stand beside them, and
   * as `options` say.
   */
  show(
    texts: readonly string[],
    codes: readonly (string | undefined | null)[] = [],
    options: PictureOptions = {},
  ): void {
    try {
      const files = texts.map((text) => readRunFile(text));
      const leftOut = files.find((file) => file.leftOut !== undefined)?.leftOut;
      if (leftOut !== undefined) throw new RunFileError(leftOut);
      const hadFocus = this.#view?.hasFocus ?? false;
      this.#view?.close();
      this.#view = new PlayerView(
        this,
        files.map(({ run }, index) => {
          const text = codes[index];
          return text == null ? run : { ...run, source: { file: run.program ?? "", text } };
        }),
        options,
      );
      if (this.hasAttribute("autofocus") || hadFocus) this.#view.focus();
    } catch (error) {
      this.#fail(
        error instanceof RunFileError ? error.message : "This recorded run cannot be drawn.",
      );
    }
  }

  /** What stands for a command in the picture of a run, or for a request by its name; undefined where it is not shown. */
  tagOf(
    what: { connection: number; requestId: number } | string,
    run = 0,
  ): { letter: string; color: number } | undefined {
    return this.#view?.tagOf(what, run);
  }

  /** The time that is shown, in ms on the picture's axis; undefined while the whole run is, and where nothing can be played. */
  get atMs(): number | undefined {
    return this.#view?.atMs;
  }

  /** Goes to the next event, or to the one before, as the arrow keys do. */
  step(direction: 1 | -1 = 1): void {
    this.#view?.step(direction);
  }

  async #load(): Promise<void> {
    this.#loading?.abort();
    const loading = new AbortController();
    this.#loading = loading;
    const sources = ["src", "src2"].flatMap((name) => this.getAttribute(name) ?? []);
    if (sources.length === 0) return;
    try {
      const codes = ["code", "code2"].flatMap((name) => this.getAttribute(name) ?? []);
      const [texts, programs] = await Promise.all(
        [sources, codes].map((urls) =>
          Promise.all(urls.map((url) => fetchText(url, loading.signal))),
        ),
      );
      if (!loading.signal.aborted) this.show(texts ?? [], programs);
    } catch (error) {
      if (loading.signal.aborted) return;
      this.#fail(
        error instanceof RunFileError ? error.message : "The recorded run could not be loaded.",
      );
    }
  }

  /** One sentence, and below it what stands inside the element. */
  #fail(sentence: string): void {
    this.#view?.close();
    this.#view = undefined;
    const problem = element("p", "p-problem", sentence);
    problem.setAttribute("role", "status");
    rootOf(this).replaceChildren(styles(), problem, element("slot"));
  }
}

async function fetchText(source: string, signal: AbortSignal): Promise<string> {
  const url = new URL(source, document.baseURI);
  if (url.origin !== location.origin) {
    throw new RunFileError("A run is played only from the page's own host.");
  }
  const response = await fetch(url, { signal, redirect: "error" });
  if (!response.ok) throw new RunFileError(`There is no recorded run here (${response.status}).`);
  return response.text();
}

/** The picture, its clock and its buttons. */
class PlayerView {
  readonly #host: HTMLElement;
  readonly #runs: PicturedRun[];
  readonly #picture: Picture;
  readonly #playback: Playback;
  readonly #idPrefix = `player${++players}-`;
  readonly #abort = new AbortController();

  /** ms on the picture's axis; undefined while the whole picture is shown. */
  #atMs: number | undefined;
  #speed = 1;
  #frame: number | undefined;
  #clocks: { later: SVGRectElement; now: SVGLineElement }[] = [];
  #plot = { left: 0, right: 0, width: 0 };
  #drawnWidth = 0;

  readonly #panel = element("div", "p timeline");
  readonly #drawing = element("div", "p-picture");
  readonly #deck = element("div", "p-deck");
  readonly #slider = element("input", "p-slider");
  readonly #play = element("button", "p-play");
  readonly #time = element("span", "p-time");
  readonly #said = element("p", "p-said");
  readonly #states: StateView[];
  readonly #sources: SourceView[];
  readonly #exploration: Exploration | undefined;

  constructor(host: HTMLElement, runs: PicturedRun[], options: PictureOptions) {
    this.#host = host;
    this.#runs = runs;
    this.#picture = layOutPicture(runs, options);
    this.#playback = new Playback(runs, this.#picture);
    this.#states = this.#picture.panels.map(
      ({ heading }, index) =>
        new StateView(
          runs.length > 1 ? heading.name : "",
          this.#playback.linesOf(index).map(({ name }) => makeVisible(name)),
          (runs[index]?.timeline.requests().length ?? 0) > 0,
        ),
    );
    this.#exploration = host.hasAttribute("explore") ? this.#explore() : undefined;
    const onLine = this.#exploration && ((line: string) => this.#exploration?.findLine(line));
    this.#sources = runs.flatMap(({ source }) => (source ? new SourceView(source, onLine) : []));
    this.#build();
    this.#draw();
    this.#show();
    const resized = new ResizeObserver(() => this.#draw());
    resized.observe(this.#drawing);
    this.#abort.signal.addEventListener("abort", () => resized.disconnect());
  }

  get atMs(): number | undefined {
    return this.#atMs;
  }

  get hasFocus(): boolean {
    return this.#panel.contains(rootOf(this.#host).activeElement);
  }

  tagOf(what: { connection: number; requestId: number } | string, run: number): Tag | undefined {
    return typeof what === "string"
      ? this.#playback.tagOfRequest(run, what)
      : this.#playback.tagOf(run, what);
  }

  /** So that its keys work at once. */
  focus(): void {
    this.#panel.focus({ preventScroll: true });
  }

  close(): void {
    this.#pause();
    this.#abort.abort();
  }

  #build(): void {
    const name = this.#picture.panels.map(({ heading }) => heading.name).join(" and ");
    this.#panel.tabIndex = 0;
    this.#panel.setAttribute("role", "group");
    this.#panel.setAttribute("aria-label", `Player of ${name || "a run"}`);
    this.#panel.setAttribute("aria-keyshortcuts", "Space ArrowLeft ArrowRight Home End");
    this.#slider.type = "range";
    this.#slider.min = "0";
    this.#slider.max = "1";
    this.#slider.step = "any";
    this.#slider.setAttribute("aria-label", "Time in the run");
    this.#said.setAttribute("role", "status");
    const back = this.#button("◂", "Step back to the event before", () => this.step(-1));
    const forward = this.#button("▸", "Step to the next event", () => this.step(1));
    this.#play.type = "button";
    this.#listen(this.#play, "click", () => this.#toggle());
    const tools = element("div", "p-tools");
    tools.append(this.#play, back, forward, this.#speedChoice(), this.#time);
    const states = element("div", "p-states");
    states.append(...this.#states.map((state) => state.element));
    // Within reach while a tall picture is scrolled through.
    const deck = this.#deck;
    deck.append(this.#slider, tools, this.#said);
    if (this.#exploration) {
      this.#panel.append(this.#exploration.tools);
      deck.append(this.#exploration.details);
    }
    if (this.#sources.length > 0) {
      const sources = element("div", "p-sources");
      sources.append(...this.#sources.map((source) => source.element));
      const stage = element("div", "p-stage");
      stage.append(sources, this.#drawing);
      this.#panel.append(stage, deck, states, this.#inWords());
    } else this.#panel.append(this.#drawing, deck, states, this.#inWords());
    this.#listen(this.#slider, "input", () => {
      this.#pause();
      this.#go(timeAt(this.#picture.axis, Number(this.#slider.value)));
    });
    this.#listen(this.#panel, "keydown", (event) => {
      if (event instanceof KeyboardEvent) this.#onKey(event);
    });
    if (!this.#exploration) {
      this.#listen(this.#drawing, "pointerdown", (event) => {
        if (event instanceof PointerEvent) this.#scrub(event);
      });
      this.#listen(this.#drawing, "pointermove", (event) => {
        if (event instanceof PointerEvent && event.buttons === 1) this.#scrub(event);
      });
    }
    rootOf(this.#host).replaceChildren(styles(), this.#panel);
  }

  #explore(): Exploration {
    return new Exploration(
      this.#picture.axis,
      {
        onView: () => this.#showClock(),
        onPoint: (position) => this.#jump(timeAt(this.#picture.axis, position)),
        onLines: (lines) => {
          for (const source of this.#sources) source.pointAt(lines);
        },
      },
      this.#abort.signal,
    );
  }

  #listen(target: EventTarget, type: string, listener: (event: Event) => void): void {
    target.addEventListener(type, listener, { signal: this.#abort.signal });
  }

  #button(sign: string, label: string, onClick: () => void): HTMLButtonElement {
    const button = element("button", "", sign);
    button.type = "button";
    button.setAttribute("aria-label", label);
    button.title = label;
    this.#listen(button, "click", onClick);
    return button;
  }

  #speedChoice(): HTMLElement {
    const label = element("label", "", "Speed ");
    const select = element("select");
    for (const speed of speeds) {
      const option = element("option", "", `${{ 0.25: "¼", 0.5: "½" }[speed] ?? speed}×`);
      option.value = String(speed);
      option.selected = speed === 1;
      select.append(option);
    }
    this.#listen(select, "change", () => {
      this.#speed = Number(select.value);
    });
    label.append(select);
    return label;
  }

  /** The picture for whoever does not see it: who waited for what, and for how long. */
  #inWords(): HTMLElement {
    const details = element("details");
    details.append(element("summary", "", "Who waited for what, in words"));
    for (const [index, { heading, rows, notes }] of this.#picture.panels.entries()) {
      const list = element("ul");
      list.setAttribute("aria-label", heading.name);
      for (const row of rows) {
        const [span, ...others] = "spans" in row ? row.spans : [];
        const isOne = row.kind === "operation" && span && others.length === 0;
        const parts =
          isOne && (span.lane === "mongodb" || span.lane === "http")
            ? ` ${sayParts(this.#runs[index]?.timeline.partsOf(span) ?? noParts)}.`
            : "";
        list.append(element("li", "", row.description + parts));
      }
      for (const note of notes) list.append(element("li", "", note));
      if (this.#picture.panels.length > 1) details.append(element("p", "", heading.name));
      details.append(list);
    }
    const result = this.#picture.difference ?? this.#picture.verdict;
    if (result !== undefined) details.append(element("p", "", result));
    return details;
  }

  #onKey(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const target = event.composedPath()[0];
    const isAt = (kind: typeof HTMLElement) => target instanceof kind;
    if (isAt(HTMLSelectElement)) return;
    if (this.#exploration?.press(event.key, target)) {
      event.preventDefault();
      return;
    }
    const actions: Record<string, () => void> = {
      ArrowRight: () => this.step(1),
      ArrowLeft: () => this.step(-1),
      Home: () => this.#jump(0),
      End: () => this.#jump(this.#picture.axis.durationMs),
    };
    // A button and a fold have a use of their own for the space bar.
    const hasSpace =
      isAt(HTMLButtonElement) || (target instanceof Element && target.matches("summary"));
    if (!hasSpace) actions[" "] = () => this.#toggle();
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }

  #toggle(): void {
    if (this.#frame === undefined) this.#start();
    else this.#pause();
    this.#show();
  }

  #start(): void {
    const { axis } = this.#picture;
    const atMs = this.#atMs ?? axis.durationMs;
    // From the end it is played again.
    let position = atMs >= axis.durationMs ? 0 : positionOf(axis, atMs);
    let before = performance.now();
    // Who wants no motion gets one event after the other instead of a line that moves.
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#go(timeAt(axis, position));
    const onFrame = (now: number) => {
      position = Math.min(1, position + ((now - before) / 1000 / playSeconds) * this.#speed);
      before = now;
      this.#frame = position < 1 ? requestAnimationFrame(onFrame) : undefined;
      const toMs = position < 1 ? timeAt(axis, position) : axis.durationMs;
      const moment = this.#playback.moments[this.#playback.indexAt(toMs)];
      const shownMs = isStill && position < 1 ? (moment?.atMs ?? 0) : toMs;
      if (shownMs !== this.#atMs || position === 1) this.#go(shownMs);
    };
    this.#frame = requestAnimationFrame(onFrame);
  }

  #pause(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }

  /** To the next event, or to the one before. */
  step(direction: 1 | -1): void {
    this.#pause();
    const { moments } = this.#playback;
    const isWhole = this.#atMs === undefined;
    const atMs = this.#atMs ?? (direction === 1 ? -Infinity : Infinity);
    const index = this.#playback.indexAt(atMs);
    const isOn = moments[index]?.atMs === atMs;
    const next = direction === 1 ? index + 1 : index - (isOn || isWhole ? 1 : 0);
    this.#go(moments[next]?.atMs ?? (direction === 1 ? this.#picture.axis.durationMs : 0));
  }

  #jump(atMs: number): void {
    this.#pause();
    this.#go(atMs);
  }

  #scrub(event: PointerEvent): void {
    const svg = this.#drawing.querySelector("svg");
    if (!svg || event.button > 0) return;
    const { left, width } = svg.getBoundingClientRect();
    const x = ((event.clientX - left) / width) * this.#plot.width;
    const position = (x - this.#plot.left) / (this.#plot.right - this.#plot.left);
    if (position < -0.02 || position > 1.02) return;
    this.#jump(timeAt(this.#picture.axis, Math.min(1, Math.max(0, position))));
  }

  #go(atMs: number): void {
    this.#atMs = atMs;
    this.#show();
  }

  /** Draws the picture as wide as there is room. */
  #draw(): void {
    const width = Math.max(leastWidth, Math.floor(this.#drawing.clientWidth));
    if (width === this.#drawnWidth) return;
    this.#drawnWidth = width;
    const isWide = this.#host.getAttribute("layout") === "wide";
    const text = renderSvg(this.#picture, {
      width,
      idPrefix: this.#idPrefix,
      layout: isWide ? "wide" : "tall",
      ...(this.#exploration && { pageClass: "p-explored" }),
    });
    // Read as XML: what is not well-formed is an error, and nothing in it becomes HTML.
    const parsed = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    const svg = document.importNode(parsed, true);
    if (!(svg instanceof SVGSVGElement))
      throw new RunFileError("This recorded run cannot be drawn.");
    const left = Number(svg.dataset["left"]);
    const columns = isWide ? this.#picture.panels.length : 1;
    const columnWidth = width / columns;
    const right = columnWidth - Number(svg.dataset["right"]);
    this.#plot = { left, right, width };
    this.#slider.style.width = `${right - left + sliderThumbPx}px`;
    // The source may stand left of the picture.
    const besidePx = this.#drawing.offsetLeft - this.#deck.offsetLeft;
    this.#slider.style.marginLeft = `${besidePx + left - sliderThumbPx / 2}px`;
    this.#clocks = [...svg.querySelectorAll<SVGGElement>("g.axis")].map((axis) => {
      const { top = "0", bottom = "0" } = axis.dataset;
      const later = svgElement("rect", "p-later", { y: top, height: Number(bottom) - Number(top) });
      const now = svgElement("line", "p-now", { y1: Number(top) - 4, y2: bottom });
      axis.parentElement?.append(later, now);
      return { later, now };
    });
    this.#drawing.replaceChildren(svg);
    this.#exploration?.attach(svg, { left, right });
    this.#showClock();
  }

  #show(): void {
    const { axis } = this.#picture;
    const atMs = this.#atMs ?? axis.durationMs;
    const isPlaying = this.#frame !== undefined;
    const isAtEnd = atMs >= axis.durationMs;
    setText(
      this.#play,
      isPlaying ? "❚❚ Pause" : isAtEnd && this.#atMs !== undefined ? "↻ Again" : "▶ Play",
    );
    this.#slider.value = String(positionOf(axis, atMs));
    const time = `${formatDuration(atMs)} of ${formatDuration(axis.durationMs)}`;
    setText(this.#time, time);
    this.#slider.setAttribute("aria-valuetext", time);
    // While it plays, a screen reader could not keep up.
    this.#said.setAttribute("aria-live", isPlaying ? "off" : "polite");
    const moment = this.#playback.moments[this.#playback.indexAt(atMs)];
    setText(
      this.#said,
      this.#atMs === undefined
        ? "The whole run. Play it, or step through it with the arrow keys."
        : moment
          ? this.#playback.sayMoment(moment)
          : "Nothing has happened yet.",
    );
    const states = this.#playback.stateAt(atMs);
    for (const [index, state] of states.entries()) {
      this.#states[index]?.show(state);
      // At the end nothing waits, and before the start it is the whole run that is shown.
      this.#sources[index]?.show(state.lines);
    }
    const lines: MarkedLine[][] = states.map((state) => state.lines);
    this.#host.dispatchEvent(new CustomEvent("moment", { detail: lines }));
    this.#showClock();
  }

  #showClock(): void {
    const { left, right } = this.#plot;
    const isWhole = this.#atMs === undefined;
    const position = positionOf(this.#picture.axis, this.#atMs ?? 0);
    const at = this.#exploration?.x(position) ?? left + position * (right - left);
    // What is seen may be a part of the run, before or after the moment that is shown.
    const x = Math.min(right + 5, Math.max(left - 5, at));
    for (const { later, now } of this.#clocks) {
      later.setAttribute("x", String(x));
      later.setAttribute("width", String(right + 5 - x));
      now.setAttribute("x1", String(x));
      now.setAttribute("x2", String(x));
      later.style.display = isWhole ? "none" : "";
      now.style.display = isWhole || x !== at ? "none" : "";
    }
  }
}

/** What one run is doing, and what it has printed. */
class StateView {
  readonly element = element("div", "p-run");
  readonly #thread = element("dd");
  readonly #requests = element("dd");
  readonly #inFlight = element("dd");
  readonly #unread = element("dd");
  readonly #output = element("pre");
  readonly #lines: readonly string[];
  #shown = "";

  constructor(name: string, lines: readonly string[], isServer: boolean) {
    this.#lines = lines;
    if (name !== "") this.element.append(element("p", "p-name", name));
    const list = element("dl");
    for (const [term, value] of [
      ["Thread", this.#thread],
      ...(isServer ? [["Requests", this.#requests] as const] : []),
      ["In flight", this.#inFlight],
      ["Unread", this.#unread],
    ] as const) {
      list.append(element("dt", "", term), value);
    }
    this.element.append(list);
    if (lines.length === 0) return;
    const printed = element("dd");
    printed.append(this.#output);
    list.append(element("dt", "", "Printed"), printed);
    this.#output.style.minHeight = `${Math.min(lines.length, 5) * 18 + 12}px`;
    this.#output.tabIndex = 0;
    this.#output.setAttribute("role", "group");
    this.#output.setAttribute("aria-label", "Printed so far");
  }

  show(state: RunState): void {
    // While nothing changes there is nothing to lay out again.
    const key = JSON.stringify(state);
    if (key === this.#shown) return;
    this.#shown = key;
    setText(this.#thread, state.thread);
    if (state.requests) showWaiting(this.#requests, state.requests);
    showWaiting(this.#inFlight, state.inFlight);
    showWaiting(this.#unread, state.unread);
    const from = Math.max(0, state.printed - mostLines);
    const printed = this.#lines.slice(from, state.printed);
    setText(this.#output, [...(from > 0 ? [`… ${from} lines before`] : []), ...printed].join("\n"));
    this.#output.scrollTop = this.#output.scrollHeight;
  }
}

function showWaiting(list: HTMLElement, waiting: readonly Waiting[]): void {
  if (waiting.length === 0) {
    list.replaceChildren("none");
    return;
  }
  // Many of them are letters only, so that the queue stays one line.
  const isLong = waiting.length > 3;
  const chips = waiting.slice(0, mostChips).map(({ letter, color, label, count }) => {
    const chip = element("span", `p-chip k${color % colorCount}`);
    chip.append(element("b", "", letter));
    if (count > 1) chip.append(`× ${count}`);
    if (isLong) chip.title = label;
    else chip.append(label);
    return chip;
  });
  const more = waiting.length - chips.length;
  list.replaceChildren(...chips, ...(more > 0 ? [`and ${more} more`] : []));
}

const noParts = { addedMs: 0, heldMs: 0, serverMs: 0, awaitedMs: 0, unreadMs: 0, handlingMs: 0 };

/** The slider's thumb is within its track: it takes half of itself at each end. */
const sliderThumbPx = 16;

function rootOf(host: HTMLElement): ShadowRoot {
  return host.shadowRoot ?? host.attachShadow({ mode: "open" });
}

function styles(): HTMLStyleElement {
  return element("style", "", playerStyle);
}

/** Sets a text that differs; a screen reader would say the same one again. */
function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

if (!customElements.get("run-timeline")) customElements.define("run-timeline", RunTimeline);

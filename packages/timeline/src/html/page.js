// What a page does with the drawn pictures of a run: tell what one points at, zoom, move, search, select a range of time, go from bar
// to bar by keys, and lead to the line of the source that sent or awaited something. One function and no globals: a page calls it
// on its document, an element of its own on its shadow root. It only moves and fills elements that are there, or makes them
// by name: no text is ever read as markup.
"use strict";

/** Attaches to every `svg.timeline` below `root`; `data` has the picture's axis. Returns what can be done by program. */
function attachTimeline(root, data) {
  const drawings = [...root.querySelectorAll("svg.timeline")].map((svg) =>
    attachDrawing(root, svg, data),
  );
  /** A wide and a narrow drawing may be there; the style sheet shows one. */
  const shown = () => drawings.find(({ isShown }) => isShown()) ?? drawings[0];
  const on = (selector, event, act) => root.querySelector(selector)?.addEventListener(event, act);
  on("#in", "click", () => shown().zoom(0.5));
  on("#out", "click", () => shown().zoom(2));
  on("#all", "click", () => shown().look(0, 1));
  on("#left", "click", () => shown().move(-0.5));
  on("#right", "click", () => shown().move(0.5));
  on("#to-selection", "click", () => shown().lookAtSelection());
  on("#search", "input", (event) => {
    const found = shown().search(event.target.value);
    root.querySelector("#found").textContent = event.target.value === "" ? "" : `${found} found`;
  });
  on("#search", "keydown", (event) => {
    if (event.key === "Enter") shown().nextFound();
    event.stopPropagation();
  });
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest("input, button")) return;
    if (shown().press(event.key)) event.preventDefault();
  });
  for (const line of root.querySelectorAll("[data-source-line]")) {
    line.addEventListener("click", () => shown().findLine(line.dataset.sourceLine));
  }
  return shown;
}

function attachDrawing(root, svg, { axis: { pieces } }) {
  const figure = svg.closest("figure");
  const details = root.querySelector("#details");
  const left = Number(svg.dataset.left);
  const rightGap = Number(svg.dataset.right);
  const height = Number(svg.getAttribute("height"));
  const bars = [...svg.querySelectorAll(".bar")].map((element) => ({
    element,
    kind: element.classList[1],
    from: Number(element.dataset.from),
    to: Number(element.dataset.to),
    text: element.dataset.text,
    isOnThread: element.closest(".row").querySelector(".band") !== null,
    row: element.closest(".row").getAttribute("aria-label"),
    lines: (element.dataset.lines ?? "").split("\n").filter((line) => line !== ""),
  }));
  /** The part of the axis that is seen, from 0 to 1. */
  let view = { from: 0, to: 1 };
  let width = Number(svg.getAttribute("width"));
  /** Where the pointer was pressed. */
  let grip;
  /** A range of time, as positions on the axis. */
  let selection;
  /** What a search has found, and which of it is next. */
  let found = [];
  let turn = 0;
  const isShown = () => svg.getClientRects().length > 0;

  const x = (position) =>
    left + ((position - view.from) / (view.to - view.from)) * (width - rightGap - left);

  function draw() {
    if (!isShown()) return;
    width = figure.clientWidth;
    svg.setAttribute("width", width);
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    for (const element of svg.querySelectorAll("[data-inset]")) {
      element.setAttribute("width", width - Number(element.dataset.inset));
    }
    for (const element of svg.querySelectorAll("[data-margin]")) {
      element.setAttribute("x", width - Number(element.dataset.margin));
    }
    svg.querySelector(".plot-area").setAttribute("width", width - rightGap - left + 10);
    for (const bar of bars) place(bar);
    for (const row of svg.querySelectorAll(".row")) writeTexts(row);
    drawSelection();
    for (const curve of svg.querySelectorAll("[data-curve]")) drawCurve(curve);
    for (const arrow of svg.querySelectorAll(".arrow[data-from]")) {
      arrow.setAttribute("x1", x(Number(arrow.dataset.from)));
      arrow.setAttribute("x2", x(Number(arrow.dataset.to)));
    }
    for (const axis of svg.querySelectorAll(".axis")) drawAxis(axis);
    root.querySelector("#zoom").textContent = `${Math.round(100 / (view.to - view.from))} %`;
  }

  function place({ element, from, to }) {
    const start = x(from);
    const end = Math.max(x(to), start + 1.5);
    for (const part of element.querySelectorAll("[data-anchor]")) {
      if (part.dataset.anchor !== "both") {
        const y = /translate\(\S+ (\S+)\)/.exec(part.getAttribute("transform"))?.[1] ?? 0;
        part.setAttribute(
          "transform",
          `translate(${part.dataset.anchor === "end" ? end : start} ${y})`,
        );
      } else if (part.tagName === "line") {
        part.setAttribute("x1", start);
        part.setAttribute("x2", end);
      } else {
        part.setAttribute("x", start);
        part.setAttribute("width", end - start);
      }
    }
  }

  /** Letters and lines of output, where there is room for them at this zoom. */
  function writeTexts(row) {
    const own = bars.filter(({ element, text }) => text !== undefined && row.contains(element));
    let free = left;
    let above = { letter: "", x: -Infinity };
    for (const [index, { element, kind, from, to, text, isOnThread }] of own.entries()) {
      for (const old of element.querySelectorAll("text")) old.remove();
      const box = element.querySelector("rect, line").getBBox();
      const y = kind === "line" ? box.y + 10 : box.y + 10.5;
      const start = x(from);
      if (kind === "line") {
        const needed = text.length * 6.63;
        const next = own[index + 1] ? x(own[index + 1].from) : width - rightGap;
        if (start + needed + 9 <= next) {
          element.append(createText("said", start + 5, y, text));
          free = start + 5 + needed;
        } else if (start - 5 - needed >= free) {
          element.append(createText("said", start - 5 - needed, y, text));
          free = start + 3;
        } else free = Math.max(free, start + 3);
        continue;
      }
      const room = Math.floor((x(to) - start - 3) / 6.63);
      const middle = (start + x(to)) / 2;
      if (room >= 1) {
        const shown = text.length <= room ? text : `${text.slice(0, room - 1)}…`;
        element.append(createText("letter", middle, y, shown));
      } else if (
        isOnThread &&
        kind === "work" &&
        middle - 3.5 >= free &&
        (text !== above.letter || middle - above.x >= 40)
      ) {
        above = { letter: text, x: middle };
        element.append(createText("letter above", middle, box.y - 2, text));
        free = middle + 3.5;
      }
    }
  }

  function createText(kind, atX, y, content) {
    const text = document.createElementNS("http://www.w3.org/2000/svg", "text");
    text.setAttribute("class", kind);
    text.setAttribute("x", atX);
    text.setAttribute("y", y);
    text.textContent = content;
    return text;
  }

  function drawCurve(path) {
    const { steps, lowest, highest, bottom, height: full } = JSON.parse(path.dataset.curve);
    let outline = "";
    for (const [position, count] of steps) {
      const y = bottom - ((count - lowest) / (highest - lowest || 1)) * full;
      outline += outline === "" ? `M${x(position)} ${bottom} V${y} ` : `H${x(position)} V${y} `;
    }
    path.setAttribute("d", outline === "" ? "" : `${outline}V${bottom} Z`);
  }

  const positionOf = (ms) => {
    const piece = pieces.find(({ endMs }) => ms <= endMs) ?? pieces.at(-1);
    return (
      piece.from + ((ms - piece.startMs) / (piece.endMs - piece.startMs)) * (piece.to - piece.from)
    );
  };

  function drawAxis(axis) {
    axis.replaceChildren();
    const { top, bottom, labels } = axis.dataset;
    const create = (name, attributes) => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      axis.append(element);
    };
    const isSeen = (position) => position >= view.from - 1e-9 && position <= view.to + 1e-9;
    for (const { from, to } of pieces.filter(({ folded }) => folded)) {
      const start = Math.max(left, x(from));
      const end = Math.min(width - rightGap, x(to));
      if (end <= start) continue;
      create("rect", {
        class: "folded-time",
        x: start,
        width: end - start,
        y: top,
        height: bottom - top,
      });
      if (labels === "yes") {
        axis.append(createText("tick", (start + end) / 2, Number(bottom) + 16, "≈"));
      }
    }
    const straight = pieces.filter(({ folded }) => !folded);
    const msPerPosition =
      straight.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0) /
      straight.reduce((sum, { from, to }) => sum + to - from, 0);
    const most = (width - rightGap - left) / 70;
    const step = roundUp(((view.to - view.from) * msPerPosition) / Math.max(1, most));
    const digits = Math.max(0, -Math.floor(Math.log10(step)));
    for (const piece of straight) {
      for (let n = Math.ceil(piece.startMs / step - 1e-9); n * step <= piece.endMs + 1e-9; n++) {
        const position = positionOf(n * step);
        if (position < view.from) {
          // A deep zoom into a long piece: go to its first tick at once.
          const seenMs =
            piece.startMs +
            ((view.from - piece.from) / (piece.to - piece.from)) * (piece.endMs - piece.startMs);
          n = Math.max(n, Math.ceil(Math.min(seenMs, piece.endMs) / step) - 1);
          continue;
        }
        if (!isSeen(position)) break;
        create("line", { class: "grid", x1: x(position), x2: x(position), y1: top, y2: bottom });
        if (labels === "yes") {
          const label = `${(n * step).toFixed(digits)} ms`;
          axis.append(createText("tick", x(position), Number(bottom) + 16, label));
        }
      }
    }
  }

  function roundUp(ms) {
    const power = 10 ** Math.floor(Math.log10(ms));
    return [1, 2, 5, 10].find((factor) => factor * power >= ms * 0.999) * power;
  }

  /** Shows the part of the axis from one position to another, never less than a 10,000th. */
  function look(from, to) {
    const size = Math.min(1, Math.max(1e-4, to - from));
    const start = Math.min(1 - size, Math.max(0, from));
    view = { from: start, to: start + size };
    draw();
  }

  function zoom(factor, around = (view.from + view.to) / 2) {
    const size = (view.to - view.from) * factor;
    look(
      around - ((around - view.from) / (view.to - view.from)) * size,
      around - ((around - view.from) / (view.to - view.from)) * size + size,
    );
  }

  function tell({ element, lines }) {
    showLines(lines);
    write(element.dataset.title, JSON.parse(element.dataset.details));
  }

  function write(heading, lines) {
    details.replaceChildren();
    const title = document.createElement("strong");
    title.textContent = heading;
    details.append(title);
    for (const line of lines) {
      const paragraph = document.createElement("span");
      paragraph.textContent = line;
      details.append(paragraph);
    }
  }

  // The page has its own place for them; a browser's tooltip would come on top.
  for (const { element } of bars) {
    element.dataset.title = element.querySelector("title").textContent;
    // As they are, and not split at a character that may be in them.
    element.dataset.details ??= JSON.stringify([element.querySelector("desc").textContent]);
    element.querySelector("title").remove();
    element.setAttribute("role", "img");
    element.setAttribute(
      "aria-label",
      `${element.dataset.title}. ${element.querySelector("desc").textContent}`,
    );
    element.setAttribute("tabindex", "-1");
  }
  // One stop for the Tab key; from there arrows go on.
  bars[0]?.element.setAttribute("tabindex", "0");
  svg.setAttribute("role", "group");

  const barOf = (target) => {
    const element = target instanceof Element ? target.closest(".bar") : null;
    return bars.find((bar) => bar.element === element);
  };

  svg.addEventListener("pointerover", (event) => {
    const bar = barOf(event.target);
    if (bar && !grip) tell(bar);
  });

  // On the figure: a listener for it would make the SVG element itself a stop for the Tab key.
  figure.addEventListener("focusin", (event) => {
    const bar = barOf(event.target);
    if (!bar) return;
    for (const other of bars) other.element.setAttribute("tabindex", other === bar ? "0" : "-1");
    if (bar.to < view.from || bar.from > view.to) {
      const size = view.to - view.from;
      look((bar.from + bar.to) / 2 - size / 2, (bar.from + bar.to) / 2 + size / 2);
    }
    tell(bar);
  });

  /** The bar to the left or right in the same row, or the nearest one in the next row that has any. */
  function neighbor(bar, key) {
    const rows = [...svg.querySelectorAll(".row")].map((row) =>
      bars.filter(({ element }) => row.contains(element)).toSorted((a, b) => a.from - b.from),
    );
    const filled = rows.filter((row) => row.length > 0);
    const row = filled.findIndex((members) => members.includes(bar));
    const column = filled[row].indexOf(bar);
    if (key === "ArrowLeft") return filled[row][column - 1];
    if (key === "ArrowRight") return filled[row][column + 1];
    const other = filled[row + (key === "ArrowUp" ? -1 : 1)];
    return other?.toSorted((a, b) => Math.abs(a.from - bar.from) - Math.abs(b.from - bar.from))[0];
  }

  /** Does what a key stands for; returns whether there was something to do. */
  function press(key) {
    const active = svg.getRootNode().activeElement;
    const bar = barOf(active);
    const size = view.to - view.from;
    const around = bar ? (bar.from + bar.to) / 2 : undefined;
    if (key === "+" || key === "=") zoom(0.5, around);
    else if (key === "-") zoom(2, around);
    else if (key === "0") look(0, 1);
    else if (key === "Escape") clearSelection();
    else if (key === "Enter" && bar) lookAt(bar);
    else if (key === "Enter" && selection) lookAtSelection();
    else if (!bar && key === "ArrowLeft") look(view.from - size / 4, view.to - size / 4);
    else if (!bar && key === "ArrowRight") look(view.from + size / 4, view.to + size / 4);
    else if (bar && key.startsWith("Arrow")) neighbor(bar, key)?.element.focus();
    else return false;
    return true;
  }

  function lookAt({ from, to }) {
    const margin = Math.max((to - from) * 0.2, 1e-4);
    look(from - margin, to + margin);
  }

  function move(share) {
    const shift = (view.to - view.from) * share;
    look(view.from + shift, view.to + shift);
  }

  svg.addEventListener("dblclick", (event) => {
    const bar = barOf(event.target);
    if (bar) lookAt(bar);
  });

  const positionAt = (clientX) =>
    view.from +
    ((clientX - svg.getBoundingClientRect().left - left) / (width - rightGap - left)) *
      (view.to - view.from);

  svg.addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey || event.metaKey) {
        zoom(event.deltaY > 0 ? 1.25 : 0.8, positionAt(event.clientX));
      } else if (event.deltaX !== 0) {
        const shift = (event.deltaX / (width - rightGap - left)) * (view.to - view.from);
        look(view.from + shift, view.to + shift);
      } else return;
      event.preventDefault();
    },
    { passive: false },
  );

  // Dragging selects a range of time; with Shift it moves the picture.
  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    grip = {
      clientX: event.clientX,
      at: positionAt(event.clientX),
      shift: event.shiftKey,
      ...view,
    };
  });
  window.addEventListener("pointermove", (event) => {
    if (!grip || event.buttons === 0) return;
    if (Math.abs(grip.clientX - event.clientX) <= 3) return;
    if (grip.shift) {
      const shift =
        ((grip.clientX - event.clientX) / (width - rightGap - left)) * (grip.to - grip.from);
      look(grip.from + shift, grip.to + shift);
      return;
    }
    const at = positionAt(event.clientX);
    select(Math.min(grip.at, at), Math.max(grip.at, at));
  });
  window.addEventListener("pointerup", () => {
    grip = undefined;
  });

  function select(from, to) {
    selection = { from: Math.max(0, from), to: Math.min(1, to) };
    drawSelection();
    const [start, end] = [msAt(selection.from), msAt(selection.to)];
    const inside = bars.filter((bar) => bar.from < selection.to && bar.to > selection.from);
    const operations = new Set(
      inside
        .filter(({ kind }) => kind === "wait" || kind === "await")
        .map(({ element }) => element),
    );
    const busy = new Map();
    for (const bar of inside) {
      if (!bar.isOnThread || !["work", "own", "blocked"].includes(bar.kind)) continue;
      const ms = msAt(Math.min(bar.to, selection.to)) - msAt(Math.max(bar.from, selection.from));
      const label = bar.element.closest(".row").querySelector(".label").firstChild.textContent;
      busy.set(label, (busy.get(label) ?? 0) + ms);
    }
    write(`Selected: ${say(end - start)}`, [
      `from ${say(start)} to ${say(end)}`,
      `${operations.size} in flight`,
      ...[...busy].map(([label, ms]) => `${label}: ${say(ms)} of JavaScript`),
    ]);
    root.querySelector("#to-selection")?.removeAttribute("disabled");
  }

  function clearSelection() {
    selection = undefined;
    drawSelection();
    root.querySelector("#to-selection")?.setAttribute("disabled", "");
  }

  function lookAtSelection() {
    if (selection) look(selection.from, selection.to);
  }

  function drawSelection() {
    svg.querySelector(".selection")?.remove();
    if (!selection) return;
    const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const start = Math.max(left, x(selection.from));
    const end = Math.min(width - rightGap, x(selection.to));
    if (end <= start) return;
    for (const [key, value] of Object.entries({
      class: "selection",
      x: start,
      y: 0,
      width: end - start,
      height,
    })) {
      rect.setAttribute(key, value);
    }
    svg.append(rect);
  }

  function msAt(position) {
    const piece = pieces.find(({ to }) => position <= to) ?? pieces.at(-1);
    const share = (position - piece.from) / (piece.to - piece.from || 1);
    return piece.startMs + share * (piece.endMs - piece.startMs);
  }

  function say(ms) {
    if (ms < 9.95) return `${Number(ms.toFixed(1))} ms`;
    return ms < 999.5 ? `${Math.round(ms)} ms` : `${Number((ms / 1000).toFixed(2))} s`;
  }

  /** Marks the bars that have the text in their name or their details; returns how many. */
  function search(text) {
    const wanted = text.trim().toLowerCase();
    const has = (bar) =>
      `${bar.element.dataset.title} ${bar.element.dataset.details} ${bar.row}`
        .toLowerCase()
        .includes(wanted);
    return mark(wanted === "" ? undefined : has);
  }

  /** Marks the bars of one line of the source. */
  function findLine(line) {
    showLines([line]);
    mark((bar) => bar.lines.includes(line));
    nextFound();
  }

  function mark(isFound) {
    found = isFound ? bars.filter(isFound) : [];
    turn = 0;
    for (const bar of bars) bar.element.classList.toggle("found", found.includes(bar));
    for (const row of svg.querySelectorAll(".row")) {
      const isOut = isFound !== undefined && !found.some(({ element }) => row.contains(element));
      row.classList.toggle("out", isOut);
    }
    return new Set(found.map(({ element }) => element.closest(".row"))).size;
  }

  function nextFound() {
    if (found.length === 0) return;
    found[turn % found.length].element.focus();
    turn++;
  }

  /** Points at lines of the source, where it stands beside the picture. */
  function showLines(lines) {
    for (const line of root.querySelectorAll("[data-source-line]")) {
      line.classList.toggle("sent-here", lines.includes(line.dataset.sourceLine));
    }
    const first = root.querySelector(".sent-here");
    const box = first?.closest(".source");
    // Only the source scrolls: the picture stays where the reader looks.
    if (box) box.scrollTop = first.offsetTop - box.offsetTop - box.clientHeight / 3;
  }

  new ResizeObserver(draw).observe(figure);
  draw();
  return { isShown, look, zoom, move, lookAtSelection, search, nextFound, findLine, press, select };
}

globalThis.timeline = attachTimeline(
  document,
  JSON.parse(document.querySelector("#data").textContent),
);

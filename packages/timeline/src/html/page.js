// What the page does with the drawn picture: tell what one points at, zoom, move, and go from bar to bar by keys.
// It only moves and fills elements that are there, or makes them by name: no text is ever read as markup.
"use strict";

const svg = document.querySelector("svg.timeline");
const figure = document.querySelector("figure");
const details = document.querySelector("#details");
const { pieces } = JSON.parse(document.querySelector("#axis").textContent);
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
}));
/** The part of the axis that is seen, from 0 to 1. */
let view = { from: 0, to: 1 };
let width = Number(svg.getAttribute("width"));

const x = (position) =>
  left + ((position - view.from) / (view.to - view.from)) * (width - rightGap - left);

function draw() {
  width = Math.max(480, figure.clientWidth);
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
  for (const curve of svg.querySelectorAll("[data-curve]")) drawCurve(curve);
  for (const axis of svg.querySelectorAll(".axis")) drawAxis(axis);
  document.querySelector("#zoom").textContent = `${Math.round(100 / (view.to - view.from))} %`;
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

function tell({ element }) {
  details.replaceChildren();
  const title = document.createElement("strong");
  title.textContent = element.dataset.title;
  details.append(title);
  for (const line of element.dataset.details.split("; ")) {
    const paragraph = document.createElement("span");
    paragraph.textContent = line;
    details.append(paragraph);
  }
}

// The page has its own place for them; a browser's tooltip would come on top.
for (const { element } of bars) {
  element.dataset.title = element.querySelector("title").textContent;
  element.dataset.details = element.querySelector("desc").textContent;
  element.querySelector("title").remove();
  element.setAttribute("role", "img");
  element.setAttribute("aria-label", `${element.dataset.title}. ${element.dataset.details}`);
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
  if (bar) tell(bar);
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
function neighbour(bar, key) {
  const rows = [...svg.querySelectorAll(".row")].map((row) =>
    bars.filter(({ element }) => row.contains(element)).toSorted((a, b) => a.from - b.from),
  );
  const filled = rows.filter((row) => row.length > 0);
  const row = filled.findIndex((members) => members.includes(bar));
  const column = filled[row].indexOf(bar);
  if (key === "ArrowLeft") return filled[row][column - 1];
  if (key === "ArrowRight") return filled[row][column + 1];
  const next = filled[row + (key === "ArrowUp" ? -1 : 1)];
  return next?.toSorted((a, b) => Math.abs(a.from - bar.from) - Math.abs(b.from - bar.from))[0];
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const bar = barOf(document.activeElement);
  const size = view.to - view.from;
  const around = bar ? (bar.from + bar.to) / 2 : undefined;
  if (event.key === "+" || event.key === "=") zoom(0.5, around);
  else if (event.key === "-") zoom(2, around);
  else if (event.key === "0") look(0, 1);
  else if (event.shiftKey && event.key === "ArrowLeft")
    look(view.from - size / 4, view.to - size / 4);
  else if (event.shiftKey && event.key === "ArrowRight") {
    look(view.from + size / 4, view.to + size / 4);
  } else if (bar && event.key === "Enter") lookAt(bar);
  else if (bar && event.key.startsWith("Arrow")) neighbour(bar, event.key)?.element.focus();
  else return;
  event.preventDefault();
});

function lookAt({ from, to }) {
  const margin = Math.max((to - from) * 0.2, 1e-4);
  look(from - margin, to + margin);
}

svg.addEventListener("dblclick", (event) => {
  const bar = barOf(event.target);
  if (bar) lookAt(bar);
});

const positionAt = (event) =>
  view.from +
  ((event.clientX - svg.getBoundingClientRect().left - left) / (width - rightGap - left)) *
    (view.to - view.from);

svg.addEventListener(
  "wheel",
  (event) => {
    if (event.ctrlKey || event.metaKey) zoom(event.deltaY > 0 ? 1.25 : 0.8, positionAt(event));
    else if (event.deltaX !== 0) {
      const shift = (event.deltaX / (width - rightGap - left)) * (view.to - view.from);
      look(view.from + shift, view.to + shift);
    } else return;
    event.preventDefault();
  },
  { passive: false },
);

let grip;
svg.addEventListener("pointerdown", (event) => {
  grip = { clientX: event.clientX, ...view };
});
window.addEventListener("pointermove", (event) => {
  if (!grip || event.buttons === 0) return;
  const shift =
    ((grip.clientX - event.clientX) / (width - rightGap - left)) * (grip.to - grip.from);
  if (Math.abs(grip.clientX - event.clientX) > 3) look(grip.from + shift, grip.to + shift);
});
window.addEventListener("pointerup", () => {
  grip = undefined;
});

document.querySelector("#in").addEventListener("click", () => zoom(0.5));
document.querySelector("#out").addEventListener("click", () => zoom(2));
document.querySelector("#all").addEventListener("click", () => look(0, 1));
new ResizeObserver(draw).observe(figure);
draw();

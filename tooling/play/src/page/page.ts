import { darkPalette, lightPalette } from "@samples/timeline/palette";
import type { Claim, Group, OpenedProgram, Request, Told, Waiting } from "../messages.ts";
import { createEditor, type LineMark } from "./editor.ts";

/** What the player of packages/timeline offers to a page. */
interface Player extends HTMLElement {
  show(runs: readonly string[]): void;
  tagOf(
    what: { connection: number; requestId: number } | string,
  ): { letter: string; color: number } | undefined;
}

interface Marked {
  line: number;
  file: string;
  kind: "runs" | "waits";
  tags: { letter: string; color: number }[];
}

function find<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`The page has no ${id}`);
  return found;
}

function part(id: string): HTMLElement {
  return find(id, HTMLElement);
}

const programs = find("program", HTMLSelectElement);
const runButton = find("run", HTMLButtonElement);
const stopButton = find("stop", HTMLButtonElement);
const latency = find("latency", HTMLInputElement);
const byHand = find("by-hand", HTMLInputElement);
const withTwin = find("with-twin", HTMLInputElement);
const order = find("order", HTMLInputElement);
const cut = find("cut", HTMLInputElement);
const player = part("player") as Player;
const said = part("said");
const queue = find("queue", HTMLOListElement);
const outcome = find("outcome", HTMLSelectElement);

const editor = createEditor(part("editor"), { onRun: run, onChange: showChanged });
const socket = new WebSocket(`ws://${location.host}${location.pathname}socket`);
let opened: OpenedProgram | undefined;
/** What was typed into programs that are not open now, and is written nowhere. */
const drafts = new Map<string, string>();
/** What the file holds, as far as the page knows. */
let onDisk = "";
/** The number of the run that the page shows: what is told of an older one is not heard. */
let current = 0;
let isRunning = false;
/** Its queries wait for the reader. */
let isByHand = false;
let waiting: Waiting[] = [];
/** An answer is on its way to the program. */
let isAnswering = false;
/** Answers that were given while another one was on its way. */
let pending: string[] = [];
/** The letter that each key had in the picture when it was answered. */
const letters = new Map<string, string>();
/** Letters of what was answered, in that order. */
let answered: string[] = [];
/** Something has waited for the reader. */
let hasAsked = false;
let pictures: string[] = [];
/** The order that each of the pictures to choose from was run in. */
let ordersOfPictures: string[] = [];
let hintsShown = 0;
/** Nobody listens to more lines than this; they all stand below the picture. */
const mostSaid = 3;
/** The page that runs a program by hand shows the keys that answer. */
let keys = new Map<string, string>();

// The letters have the colors here that they have in the picture.
for (const [index, color] of lightPalette.operations.entries()) {
  const dark = darkPalette.operations[index] ?? color;
  document.documentElement.style.setProperty(`--k${index}`, `light-dark(${color}, ${dark})`);
}

socket.addEventListener("message", ({ data }) => hear(JSON.parse(String(data)) as Told));
socket.addEventListener("close", () => {
  running(false);
  part("database").hidden = true;
  say("The server has ended. Start it again: pnpm play", true);
  for (const button of [runButton, find("orders", HTMLButtonElement)]) button.disabled = true;
});

runButton.addEventListener("click", run);
stopButton.addEventListener("click", () => ask({ type: "stop" }));
part("answer-all").addEventListener("click", () => ask({ type: "answer-all" }));
part("orders").addEventListener("click", () => {
  if (!opened || socket.readyState !== WebSocket.OPEN) return;
  begin(false);
  ask({ type: "orders", run: current, name: opened.name, text: editor.text });
});
part("start-run").addEventListener("click", () => startFirst(false));
part("start-by-hand").addEventListener("click", () => startFirst(true));
programs.addEventListener("change", () => openProgram(programs.value));
part("twin").addEventListener("click", (event) => {
  event.preventDefault();
  if (opened?.twin !== undefined) openProgram(opened.twin);
});
latency.addEventListener("input", () => {
  part("latency-said").textContent = `${latency.value} ms`;
});
latency.addEventListener("change", () => {
  if (!isRunning && pictures.length > 0 && !byHand.checked) run();
});
byHand.addEventListener("change", () => {
  latency.disabled = isLatencyFixed();
});
outcome.addEventListener("change", showOutcome);
part("reset").addEventListener("click", () => editor.replace(onDisk));
part("copy").addEventListener("click", () => {
  const text = part("command").textContent ?? "";
  navigator.clipboard.writeText(text).then(
    () => (part("copy").textContent = "Copied"),
    // It can be selected by hand.
    () => (part("copy").hidden = true),
  );
});
addEventListener("beforeunload", (event) => {
  // A lesson's file is nobody's work to lose.
  if (opened?.kind !== "lesson" && isChanged() && socket.readyState === WebSocket.OPEN)
    event.preventDefault();
});
part("save").addEventListener("click", () => {
  if (!opened) return;
  const stem = opened.file.split("/").at(-1)?.replace(/\.ts$/, "") ?? "mine";
  const as = prompt("Save into practice/ as", opened.kind === "lesson" ? `my-${stem}` : stem);
  if (as !== null) ask({ type: "save", name: opened.name, text: editor.text, as });
});
part("hint").addEventListener("click", () => {
  hintsShown = Math.min(hintsShown + 1, 3);
  showHints();
});
part("solution").addEventListener("click", () => {
  const text = "This shows the solution, and the list will say so. Show it?";
  if (opened && confirm(text)) ask({ type: "solution", name: opened.name });
});
player.addEventListener("moment", (event) => {
  const [lines = []] = (event as CustomEvent<Marked[][]>).detail;
  // A line of a file that it imports has its number there, and not here.
  editor.mark(lines.filter(({ file }) => file === opened?.file).map(toMark));
  sayWhere(lines);
});
document.addEventListener("keydown", (event) => {
  // The editor has done what its keys stand for.
  if (event.defaultPrevented) return;
  if (event.ctrlKey || event.metaKey || event.altKey) {
    if (event.key === "Enter") run();
    return;
  }
  const target = event.target instanceof Element ? event.target : undefined;
  if (target?.closest("input, select, textarea, [contenteditable]")) return;
  const key = keys.get(event.key.toLowerCase());
  if (key === undefined) return;
  event.preventDefault();
  release(key);
});

function ask(request: Request): void {
  socket.send(JSON.stringify(request));
}

function openProgram(name: string): void {
  if (isRunning) ask({ type: "stop" });
  // What it says until it has ended is about a program that is no longer here.
  current += 1;
  running(false);
  if (opened && isChanged()) drafts.set(opened.name, editor.text);
  ask({ type: "open", name });
}

function isChanged(): boolean {
  return editor.text !== onDisk;
}

/** From the words that stand where the picture will be. */
function startFirst(hand: boolean): void {
  byHand.checked = hand;
  latency.disabled = isLatencyFixed();
  run();
}

/** Whoever is the database is its latency, and an exercise is judged at one of its own. */
function isLatencyFixed(): boolean {
  return byHand.checked || opened?.kind === "exercise";
}

function run(): void {
  if (!opened || socket.readyState !== WebSocket.OPEN) return;
  begin(byHand.checked);
  ask({
    type: "run",
    run: current,
    name: opened.name,
    text: editor.text,
    latencyMs: Number(latency.value),
    byHand: byHand.checked,
    withTwin: withTwin.checked && opened.twin !== undefined,
    order: byHand.checked ? "" : order.value,
    cut: byHand.checked ? "" : cut.value,
  });
  // Her file is written by each run.
  if (opened.kind !== "lesson") onDisk = editor.text;
  showChanged();
}

function hear(told: Told): void {
  if ("run" in told && told.run !== current) return;
  if (told.type === "list") showList(told.groups);
  else if (told.type === "opened") showProgram(told.program);
  else if (told.type === "picture") {
    pictures = told.runs;
    show(told.runs);
  } else if (told.type === "waiting") {
    pictures = [told.picture];
    show(pictures);
    showQueue(told.open, told.taken, told.printed);
    isAnswering = false;
    const early = pending;
    pending = [];
    for (const key of early) {
      const isOpen = told.open.some((each) => isAbout(key, each));
      if (isOpen) release(key);
    }
  } else if (told.type === "searching") {
    say(
      `${told.tried} orders of at least ${told.atLeast}, ${told.outcomes} ${told.outcomes === 1 ? "outcome" : "outcomes"} so far …`,
    );
  } else if (told.type === "outcomes") showOutcomes(told.sentence, told.outcomes);
  else if (told.type === "ended") {
    running(false);
    say(told.sentence, !told.ok);
    part("again").hidden = told.command === undefined;
    part("command").textContent = told.command ?? "";
    part("copy").textContent = "Copy";
    part("copy").hidden = false;
    if (isByHand) showEndByHand(told.printed ?? []);
    if (told.claims) showClaims(told.claims, told.explanation);
  } else if (told.type === "saved") {
    say(`Saved: ${told.file}`);
  } else if (told.type === "solution") editor.replace(told.text);
  else {
    if ("run" in told) {
      running(false);
      part("database").hidden = true;
    }
    say(told.sentence, true);
  }
}

/** A run begins; what is still told of the one before is not heard. */
function begin(hand: boolean): void {
  current += 1;
  isByHand = hand;
  isAnswering = false;
  pending = [];
  answered = [];
  hasAsked = false;
  letters.clear();
  running(true);
  part("outcomes").hidden = true;
  part("again").hidden = true;
  const panel = part("database");
  panel.hidden = !hand;
  part("how").hidden = true;
  part("where").textContent = "";
  part("database-said").textContent = "The program starts …";
  showQueue([], []);
  // Letters are answers from here on, and nothing to be typed into the program.
  if (hand) panel.focus({ preventScroll: true });
  // Who answers by hand is told what goes on where she answers.
  say(hand ? "" : "Running …");
}

function running(is: boolean): void {
  isRunning = is;
  player.toggleAttribute("live", is);
  part("right").setAttribute("aria-busy", String(is));
  stopButton.hidden = !is;
}

function show(runs: readonly string[]): void {
  part("empty").hidden = true;
  player.hidden = false;
  player.show(runs);
}

/** What waits for an answer, each with the letter that it has in the picture: a click or that key answers it. */
function showQueue(open: Waiting[], taken: string[], printed: string[] = []): void {
  const panel = part("database");
  const isWithin = panel.contains(document.activeElement);
  const focused = [...queue.children].findIndex((item) => item.contains(document.activeElement));
  const wasEmpty = queue.childElementCount === 0;
  waiting = open;
  keys = new Map();
  queue.replaceChildren(
    ...open.map((each) => {
      const tag = tagOf(each);
      const letter = letterOf(each);
      // Rows that are folded share a letter: it answers the first of them.
      if (!keys.has(letter)) keys.set(letter, each.key);
      const item = document.createElement("li");
      const answer = document.createElement("button");
      answer.type = "button";
      answer.className = "answer";
      answer.title = `Answer: ${each.text}`;
      const key = document.createElement("kbd");
      key.textContent = letter;
      if (tag) answer.style.setProperty("--c", colorOf(tag.color));
      const text = document.createElement("span");
      text.textContent = each.text;
      answer.append(key, text);
      answer.addEventListener("click", () => release(each.key));
      item.append(answer);
      const before = each.breaks.find(({ after }) => !after);
      if (before) {
        const scissors = document.createElement("button");
        scissors.type = "button";
        scissors.className = "break";
        scissors.textContent = "✂";
        scissors.title = "Break its connection instead";
        scissors.setAttribute("aria-label", `Break the connection of ${each.text}`);
        scissors.addEventListener("click", () => release(before.key));
        item.append(scissors);
      }
      return item;
    }),
  );
  part("rest").hidden = open.length === 0;
  const fresh = taken.slice(answered.length).map((key) => letters.get(key) ?? key);
  answered.push(...fresh);
  part("taken").textContent = taken.length > 0 ? `Answered so far: ${answered.join(" ")}` : "";
  if (open.length === 0) {
    if (focused !== -1) panel.focus({ preventScroll: true });
    return;
  }
  hasAsked = true;
  part("how").hidden = false;
  part("database-said").textContent = [
    ...sayAnswered(fresh, printed),
    `${open.length === 1 ? "One query waits" : `${open.length} queries wait`} for you.`,
  ].join("\n");
  if (wasEmpty && answered.length === 0) panel.scrollIntoView({ block: "nearest" });
  if (focused === -1 && !(isWithin && wasEmpty)) return;
  const next = queue.children[Math.min(Math.max(focused, 0), open.length - 1)];
  next?.querySelector("button")?.focus({ preventScroll: focused === -1 });
}

/** What has just happened: the picture may be out of sight. */
function sayAnswered(fresh: readonly string[], printed: readonly string[]): string[] {
  const first = printed.slice(0, mostSaid).join(" · ");
  const sentence = [
    ...(fresh.length > 0 ? [`You answered ${fresh.join(" ")}.`] : []),
    ...(printed.length > 0
      ? [`It printed: ${first}${printed.length > mostSaid ? " · …" : ""}`]
      : []),
  ].join(" ");
  return sentence === "" ? [] : [sentence];
}

function withoutComment(line: string): string {
  return line.replace(/\s+\/\/ .*$/, "").trim();
}

function showEndByHand(printed: readonly string[]): void {
  showQueue([], []);
  part("how").hidden = true;
  part("where").textContent = "";
  part("database-said").textContent = [
    ...sayAnswered([], printed),
    hasAsked ? "The program has ended." : "The program has ended, and asked you nothing.",
  ].join("\n");
}

/** Where the program waits, in words. */
function sayWhere(lines: readonly Marked[]): void {
  if (!isByHand || !isRunning) return;
  const source = editor.text.split("\n");
  part("where").textContent = lines
    .filter(({ file, kind }) => kind === "waits" && file === opened?.file)
    .map(({ line }) => `It waits in line ${line}: ${withoutComment(source[line - 1] ?? "")}`)
    .join("\n");
}

function tagOf({ command, request }: Waiting): ReturnType<Player["tagOf"]> {
  return player.tagOf(command ?? request ?? "");
}

/** The letter that it has in the picture; its number where the picture does not show it. */
function letterOf(each: Waiting): string {
  return tagOf(each)?.letter ?? each.key;
}

/** Whether a key answers something that waits, or breaks its connection. */
function isAbout(key: string, { key: own, breaks }: Waiting): boolean {
  return key === own || breaks.some((each) => each.key === key);
}

/** One answer after the other: the next one goes when the program has made of this one what it can. */
function release(key: string): void {
  const index = waiting.findIndex((each) => isAbout(key, each));
  const about = waiting[index];
  if (about) letters.set(key, `${letterOf(about)}${key === about.key ? "" : "✂"}`);
  queue.children[index]?.classList.add("answered");
  for (const [letter, answers] of keys) if (answers === key) keys.delete(letter);
  if (isAnswering) pending.push(key);
  else {
    isAnswering = true;
    ask({ type: "answer", key });
  }
}

function showOutcomes(
  sentence: string,
  outcomes: { label: string; order: string; picture: string }[],
): void {
  running(false);
  say(sentence, outcomes.length > 1);
  pictures = outcomes.map(({ picture }) => picture);
  ordersOfPictures = outcomes.map(({ order: name }) => name);
  outcome.replaceChildren(
    ...outcomes.map(
      ({ label, order: name }, index) => new Option(`${label} (${name})`, String(index)),
    ),
  );
  part("outcomes").hidden = outcomes.length === 0;
  showOutcome();
}

/** Its order goes into the field, so that "Run" runs it again. */
function showOutcome(): void {
  const index = Number(outcome.value);
  const picture = pictures[index];
  if (picture === undefined) return;
  show([picture]);
  order.value = ordersOfPictures[index] ?? "";
}

function showChanged(): void {
  part("reset").hidden = !isChanged();
}

function showList(groups: Group[]): void {
  const chosen = opened?.name ?? programs.value;
  programs.replaceChildren(
    ...groups.map(({ label, programs: listed }) => {
      const group = document.createElement("optgroup");
      group.label = label;
      group.append(
        ...listed.map(({ name, title, state }) => {
          const short = name.replace(/^practise /, "");
          const isPath = /[\\/].*[\\/]/.test(name);
          const text = isPath ? name.split(/[\\/]/).slice(-2).join("/") : `${short}  ${title}`;
          return new Option(state === undefined ? text : `${text} (${state})`, name);
        }),
      );
      return group;
    }),
  );
  programs.value = chosen;
}

function showProgram(program: OpenedProgram): void {
  opened = program;
  onDisk = program.text;
  editor.open(drafts.get(program.name) ?? program.text);
  drafts.delete(program.name);
  showChanged();
  programs.value = program.name;
  document.title = `${program.title} · Play`;
  latency.value = String(program.latencyMs);
  latency.disabled = isLatencyFixed();
  part("latency-said").textContent = `${program.latencyMs} ms`;
  part("twin").hidden = program.twin === undefined;
  part("twin").textContent = program.twin === undefined ? "" : `its twin: ${program.twin}`;
  part("with-twin-label").hidden = program.twin === undefined;
  part("file").textContent =
    program.kind === "lesson"
      ? `${program.file}: a lesson's own file. What you change runs as a copy, and is kept when you save it as your own.`
      : `${program.file}: your own file. Each run saves it.`;
  part("exercise").hidden = program.exercise === undefined;
  hintsShown = 0;
  if (program.exercise) {
    part("task").textContent = program.exercise.task;
    part("state").textContent = program.exercise.state;
    part("claims").hidden = true;
    part("explanation").hidden = true;
    showHints();
  }
  part("database").hidden = true;
  part("outcomes").hidden = true;
  part("again").hidden = true;
  part("empty").hidden = false;
  player.hidden = true;
  pictures = [];
  order.value = "";
  cut.value = "";
  if (!said.textContent?.startsWith("Saved")) say("");
}

function showHints(): void {
  const hints = opened?.exercise?.hints ?? [];
  const list = part("hints");
  list.hidden = hintsShown === 0;
  list.replaceChildren(...hints.slice(0, hintsShown).map((hint) => element("li", hint)));
  part("hint").textContent = `Hint ${Math.min(hintsShown + 1, hints.length)} of ${hints.length}`;
}

function showClaims(claims: Claim[], explanation: string | undefined): void {
  const list = part("claims");
  list.hidden = false;
  const reasons = claims.map(({ why }) => why);
  list.replaceChildren(
    ...claims.map(({ name, holds, why }, index) => {
      const item = element("li", "");
      const sign = element("strong", holds ? "✓ " : "✗ ");
      sign.className = holds ? "yes" : "no";
      item.append(sign, name);
      if (why !== undefined && reasons.indexOf(why) === index) {
        const reason = element("span", why);
        reason.className = "why";
        item.append(reason);
      }
      return item;
    }),
  );
  part("explanation").hidden = explanation === undefined;
  part("explanation").textContent = explanation ?? "";
}

function toMark({ line, kind, tags }: Marked): LineMark {
  return {
    line,
    kind,
    letters: tags.map(({ letter, color }) => ({ letter, color: colorOf(color) })),
  };
}

function colorOf(index: number): string {
  return `var(--k${index % lightPalette.operations.length})`;
}

function say(text: string, isBad = false): void {
  said.textContent = text;
  said.classList.toggle("bad", isBad);
}

function element(name: "li" | "strong" | "span", text: string): HTMLElement {
  const created = document.createElement(name);
  created.textContent = text;
  return created;
}

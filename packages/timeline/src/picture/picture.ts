import type { Span } from "../span.ts";

/**
 * A picture, laid out and not yet printed: what the terminal, SVG, HTML and trace
 * renderers share. Times are ms since the first thing drawn; places on the axis run from
 * 0 (left) to 1 (right).
 */
export interface Picture {
  axis: Axis;
  /** One per run. */
  panels: Panel[];
  /** What differs between the runs, in one sentence; missing when there is one run. */
  difference?: string;
  /** What the picture of a single run leaves out at its start, in a sentence. */
  leftOut?: string;
  /** What the longest turn of the main thread held up, in a sentence; for a single run in which it was long. */
  verdict?: string;
  /** Where the time of an operation went, on average, in a sentence; for a single run. */
  parts?: string;
  /** What is seen in this picture and needs a word, in order of importance. */
  legend: Sign[];
}

/** Time from left to right. Folded pieces stand for a long wait in which nothing happens. */
export interface Axis {
  durationMs: number;
  pieces: AxisPiece[];
}

export interface AxisPiece {
  startMs: number;
  endMs: number;
  from: number;
  to: number;
  folded: boolean;
}

export interface Panel {
  /** "06/gather  Ask for everything, then wait, latency 50 ms, embedded server". */
  heading: Heading;
  rows: Row[];
  /** Messages between the rows of threads. */
  arrows: Arrow[];
  /** What went wrong or wants to be known, one line each. */
  notes: string[];
  source?: { file: string; text: string };
  durationMs: number;
  /** When the picture's 0 was, in ms since the program's process was started. */
  originMs: number;
}

/** A message from one thread to another, from the moment of sending to the moment at which the other one handles it. */
export interface Arrow {
  /** Index of the row in the panel. */
  fromRow: number;
  toRow: number;
  /** Places on the axis. */
  from: number;
  to: number;
  title: string;
}

export interface Heading {
  name: string;
  detail: string;
}

export type Sign =
  | "work"
  | "serve"
  | "own"
  | "blocked"
  | "message"
  | "send"
  | "wait"
  | "server"
  | "await"
  | "event"
  | "unread"
  | "torn"
  | "failed"
  | "cut"
  | "folded";

export type Row = BarRow | CurveRow;

interface RowBase {
  label: string;
  /** Stands right of the bars: "50 ms", "peak 10". */
  value: string;
  /** For hovering and for screen readers: what the row is, in a sentence. */
  description: string;
  /** A matcher points to this row. */
  highlighted: boolean;
}

export interface BarRow extends RowBase {
  kind: "thread" | "request" | "operation" | "folded" | "output" | "values" | "marks";
  /** It belongs to the request above it. */
  isOfRequest?: true;
  /** Ties an operation to the slices of the thread that belong to it. */
  letter?: string;
  /** Index into a palette; the same for a letter wherever it stands. */
  color?: number;
  /** What the row shows. */
  spans: readonly Span[];
  /** In order of drawing: later ones lie on top. */
  bars: Bar[];
  /** For a folded row: how many of its operations are in flight over time. */
  steps?: Step[];
  peak?: number;
}

/** How many operations are in flight over time, or a number that the program printed. */
export interface CurveRow extends RowBase {
  kind: "in-flight" | "plot";
  steps: Step[];
  /** The highest in this row. */
  peak: number;
  /** Bottom and top of the curve, the same for every panel of the picture. */
  scale: Scale;
}

export interface Scale {
  lowest: number;
  highest: number;
}

/** Whether a row has a letter, and slices of the thread that bear it. */
export function hasLetter(row: Row): row is BarRow {
  return row.kind === "operation" || row.kind === "folded" || row.kind === "request";
}

export function isCurve(row: Row): row is CurveRow {
  return row.kind === "in-flight" || row.kind === "plot";
}

export interface Step {
  position: number;
  count: number;
}

export interface Bar {
  /**
   * work: JavaScript that handles an operation. own: other JavaScript. blocked: the thread does nothing and nobody else gets it.
   * wait: the command is on its way. server: it is in the server. await: the server waits for an event.
   * event: one has come. unread: the reply has arrived and the thread has not come to it.
   * send: the moment of sending. line: a line of output. mark: something that the lab did.
   * value: a value that a document has. torn: values that do not fit together.
   */
  kind:
    | "work"
    | "own"
    | "blocked"
    | "wait"
    | "server"
    | "await"
    | "event"
    | "unread"
    | "send"
    | "line"
    | "mark"
    | "value"
    | "torn";
  startMs: number;
  endMs: number;
  from: number;
  to: number;
  color?: number;
  /** Letter of the operation that it belongs to. */
  letters?: string[];
  /** How a wait ended. */
  end?: "ok" | "failed" | "cut";
  /** Text beside a line of output. */
  text?: string;
  title: string;
  details: string[];
  /** Lines of the source that it belongs to: "src/gather.ts:17". */
  lines?: string[];
}

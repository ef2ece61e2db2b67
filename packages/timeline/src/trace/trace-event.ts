/**
 * The events of the Chrome trace event format that a timeline needs. Times are microseconds. Source: "Trace Event
 * Format", the document that chrome://tracing and Perfetto implement.
 */
export type TraceEvent = MetadataEvent | CompleteEvent | InstantEvent | CounterEvent | FlowEvent;

interface EventBase {
  name: string;
  pid: number;
  tid: number;
}

/** Names and orders processes and threads. */
export interface MetadataEvent extends EventBase {
  ph: "M";
  name: "process_name" | "process_sort_index" | "thread_name" | "thread_sort_index";
  args: { name: string } | { sort_index: number };
}

/** A stretch of time on a track. */
export interface CompleteEvent extends EventBase {
  ph: "X";
  cat: string;
  ts: number;
  dur: number;
  args: Record<string, unknown>;
}

/** A moment: of its track (t) or of the whole process (p). */
export interface InstantEvent extends EventBase {
  ph: "i";
  cat: string;
  ts: number;
  s: "t" | "p";
  args: Record<string, unknown>;
}

export interface CounterEvent extends EventBase {
  ph: "C";
  ts: number;
  args: Record<string, number>;
}

/** An arrow from the stretch around its start (s) to the stretch around its end (f, with `bp: "e"`). */
export interface FlowEvent extends EventBase {
  ph: "s" | "f";
  cat: string;
  id: number;
  ts: number;
  bp?: "e";
}

/** The JSON object form of the format. */
export interface Trace {
  traceEvents: TraceEvent[];
  displayTimeUnit: "ms";
  otherData: Record<string, string>;
}

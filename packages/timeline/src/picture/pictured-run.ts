import type { PlotTag } from "../plot.ts";
import type { ValuesTag } from "../values.ts";
import type { Span } from "../span.ts";
import type { Timeline } from "../timeline.ts";

/** A run as far as a picture shows it; the lab's `Run` is one. */
export interface PicturedRun {
  timeline: Timeline;
  program?: string;
  title?: string;
  latencyMs?: number;
  database?: { kind: string; version: string };
  exitCode?: number | null;
  signal?: string | null;
  timedOut?: boolean;
  /** How it ended; "served" when it was asked to, having answered the lab's requests. */
  outcome?: { kind: string };
  /** Its source, for a page that shows it beside the picture. */
  source?: { file: string; text: string };
  /** Which of the numbers that it printed are drawn as lanes. */
  plots?: readonly PlotTag[];
  /** Which fields' values are drawn over time. */
  values?: readonly ValuesTag[];
}

export interface PictureOptions {
  /** Operations beyond this many rows are folded with others like them. Default 12. */
  maxRows?: number;
  /** Draw handshakes, heartbeats and the loading of modules as well. Default false. */
  internal?: boolean;
  /** Fold long waits in which nothing happens. Default true for one run; for several the lengths are what is to be seen. */
  foldWaits?: boolean;
  /** Draw what the threads did. Default true. */
  threads?: boolean;
  /** Draw the lines of output. Default true. */
  output?: boolean;
  /** Spans to point at; their rows are never folded. */
  highlight?: Iterable<Span>;
  /** Stands above the picture instead of the run's own name and title. */
  heading?: string;
}

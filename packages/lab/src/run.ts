import type { Timeline } from "@samples/timeline";

export type DatabaseKind = "embedded" | "docker" | "uri";

/** What the lab puts around a program. */
export interface RunOptions {
  /** Round-trip time that the proxy adds to each command, in ms. Default: the header's `@latency`, else 50. */
  latencyMs?: number;
  /** Delay handshakes, too. Default false. */
  handshakeLatency?: boolean;
  /** "embedded", "docker", or a MongoDB connection string. Default: LESSON_MONGO, MONGODB_URI, else "embedded". */
  mongo?: string;
  /** Answer nobody until this many commands are in flight (see wire-proxy's `holdUntil`). */
  holdUntil?: number | { commands: number; command?: string; timeLimitMs?: number };
  /** In which order the held replies are let go: gets the held commands, returns them sorted. Needs `holdUntil`. */
  releaseOrder?: (held: HeldCommand[]) => HeldCommand[];
  /** Latency of the weather API in ms. The API is started when the program reads WEATHER_URL, or when this is given. Default 50. */
  weatherLatencyMs?: number;
  /** A program that runs longer is ended, in ms. Default 15 000. */
  timeLimitMs?: number;
  /** Added to the program's environment. */
  env?: Record<string, string>;
  /** Arguments of the program. */
  args?: string[];
  /** Record what the one thread did. Default true. */
  threadLane?: boolean;
  /** Ends the run early (Ctrl-C). */
  signal?: AbortSignal;
  /** Called with each line as it is printed. */
  onOutput?: (line: OutputLine) => void;
}

export interface HeldCommand {
  name: string;
  command: string;
  collection?: string;
  connection: number;
  requestId: number;
  /** The command document. */
  document: Record<string, unknown>;
}

export interface OutputLine {
  /** Ms since the program's process was started. */
  atMs: number;
  stream: "stdout" | "stderr";
  text: string;
}

/** What came of one run of a program. */
export interface Run {
  /** Path of the program, relative to the repository where it lies inside it, with forward slashes. */
  program: string;
  title?: string;
  /** Null when a signal ended it. */
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  /** The program was still running at its time limit and was ended by the lab. */
  timedOut: boolean;
  database: { kind: DatabaseKind; version: string };
  latencyMs: number;
  /** First to last span, in ms. */
  durationMs: number;
  output: OutputLine[];
  timeline: Timeline;
}

import type { FieldValues, Plot, Spans, Timeline, Verdict } from "@samples/timeline";
import type { MongodbSpan, RequestSpan } from "@samples/timeline";
import type { HeldCommand, WireProxy } from "@samples/wire-proxy";
import type { ProgramRequest } from "./requests/program-request.ts";

export type { HeldCommand, ProgramRequest };

export type DatabaseKind = "embedded" | "docker" | "uri";

/** What the lab puts around a program. */
export interface RunOptions {
  /** Round-trip time that the proxy adds to each command, in ms. Default: the header's `@latency`, else 50. */
  latencyMs?: number;
  /** Delay handshakes, too. Default false. */
  handshakeLatency?: boolean;
  /** "embedded", "docker", or a MongoDB connection string. Default: LESSON_MONGO, MONGODB_URI, else "embedded". */
  mongo?: string;
  /** Run it beside a replica set of so many members, as far as a client sees one (see the embedded server). Default: the header's `@members`, else one. */
  members?: number;
  /** By how much the secondaries of that set are behind, in ms. Default: the header's `@lag`, else 0. */
  lagMs?: number;
  /** Answer nobody until this many commands are in flight (see wire-proxy's `holdUntil`). */
  holdUntil?: number | { commands: number; command?: string; timeLimitMs?: number };
  /** In which order the held replies are let go: gets the held commands, returns them sorted. Needs `holdUntil`. */
  releaseOrder?: (held: HeldCommand[]) => HeldCommand[];
  /**
   * The connection breaks at the nth command of a name, before the server has it: "getMore 3". Default: the header's `@cut`. What a program
   * cannot do to itself.
   */
  cut?: string;
  /** What the collection `packages` holds, one document each as BSON. Default: the registry. */
  packages?: Buffer[];
  /** It is a copy of a lesson's program, wherever it lies: its pool opens all connections at once. */
  isLesson?: true;
  /** Latency of the weather API in ms. The API is started when the program reads WEATHER_URL, or when this is given. Default 50. */
  weatherLatencyMs?: number;
  /** A program that runs longer is ended, in ms. Default 15 000; 5 000 for one whose header says `@hangs`. */
  timeLimitMs?: number;
  /** Added to the program's environment. */
  env?: Record<string, string>;
  /** Arguments of the program. */
  args?: string[];
  /** Record what the one thread did. Default true. */
  threadLane?: boolean;
  /** Record which line of the program awaits each command: a fraction of a millisecond for each. "live": `watch` sees them, too. Default false. */
  sendLines?: boolean | "live";
  /** How many of the commands that the server took longest for it is asked to explain, when the program is gone. Default none. */
  explainSlowest?: number;
  /** Start the program in less than half the processor time, where it cannot tell the difference. Default false. */
  quickStart?: true;
  /** Ends the run early: the program is killed. */
  signal?: AbortSignal;
  /** Asks the program to end (Ctrl-C): it gets SIGINT, and is killed if it still runs 2 s later. The run is as complete as any other. */
  stop?: AbortSignal;
  /** Another environment variable that gets the connection string, beside MONGODB_URI: "DATABASE_URL". */
  uriEnv?: string;
  /** Port of 127.0.0.1 on which the program finds MongoDB. Default: any free one. */
  port?: number;
  /**
   * Requests that the lab sends to the program's own HTTP server once it listens, as text ("GET /users/7") or in parts. When all of
   * them are answered, the program is asked to end, as by Ctrl-C. Default: the header's `@request`s.
   */
  requests?: readonly (string | ProgramRequest)[];
  /** How many requests are sent in all: the ones above, again and again. Default: the header's `@requests`, else each once. */
  totalRequests?: number;
  /** How many of them are sent at the same time. Default: the header's `@concurrency`, else 1: one after the other. */
  concurrency?: number;
  /** How long the answer to each is waited for, in ms. Default 10 000. */
  requestTimeLimitMs?: number;
  /** Called with each line as it is printed. */
  onOutput?: (line: OutputLine) => void;
  /** Called when the program starts, with what returns its timeline as it is so far: for somebody who looks on. */
  watch?: (look: () => Promise<Timeline>) => void;
  /** Called before the program starts, for what the options above do not say: cut, stall and refuse connections. */
  withProxy?: (proxy: WireProxy) => void;
}

export interface OutputLine {
  /** Ms since the program's process was started. */
  atMs: number;
  stream: "stdout" | "stderr";
  text: string;
}

/** How a run ended. */
export interface Outcome {
  /**
   * - exited: it ended by itself, or by process.exit, whatever the exit code
   * - crashed: an error that nobody caught, also at the program's top level
   * - unhandled-rejection: a promise was rejected while nobody awaited it
   * - syntax-error: its source cannot be read, nothing of it ran
   * - timed-out: it still ran at its time limit, and the lab ended it
   * - killed: a signal from elsewhere, or from itself
   * - served: it answered the lab's requests, and ended when it was asked to
   * - stopped: `RunOptions.stop`
   * - aborted: `RunOptions.signal`
   */
  kind:
    | "exited"
    | "crashed"
    | "unhandled-rejection"
    | "syntax-error"
    | "timed-out"
    | "killed"
    | "served"
    | "stopped"
    | "aborted";
  /** What a program that timed out was doing, as far as that shows from outside. */
  hung?: "computing" | "waiting" | "working" | "handles-open";
  /** What happened, for a person: also why a hanging program hung, as far as that shows from outside. */
  sentence: string;
}

/** A request that the lab has sent to the program, and its answer. */
export interface AskedRequest {
  /** "GET /users/7" */
  name: string;
  /** Missing when there was no answer. */
  status?: number;
  headers: Record<string, string | string[] | undefined>;
  /** Of the answer, up to 100 kB of it; empty without one. */
  body: string;
  /** Why there was no whole answer, in words. */
  error?: string;
  /** From sending it to the end of its answer, in ms. */
  durationMs: number;
  /** The commands that the program sent to answer it. */
  queries: Spans<MongodbSpan>;
  span: RequestSpan;
  /** What `--json` has of it: the names of the queries, and no headers. */
  toJSON(): object;
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
  outcome: Outcome;
  /** Kind and version of the server; `name` is what the run's own database was called. */
  database: { kind: DatabaseKind; version: string; name: string };
  latencyMs: number;
  /** First to last span, in ms. */
  durationMs: number;
  output: OutputLine[];
  /** What it printed of the numbers that its header's `@plot` names. */
  plots: Plot[];
  /** What the fields that its header's `@values` names held over time. */
  values: FieldValues[];
  /** The longest turn of the main thread and whom it held up; missing when the thread was not recorded. */
  verdict?: Verdict;
  /** The requests that the lab sent to the program's own HTTP server, in the order in which they were given. */
  requests: AskedRequest[];
  timeline: Timeline;
}

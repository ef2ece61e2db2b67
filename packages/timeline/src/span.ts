/**
 * The record of a run: spans on lanes, the connections they used, and marks.
 * All times are milliseconds since the program's process was started.
 */

export type Lane = "mongodb" | "http" | "thread" | "output" | "request";

interface SpanBase {
  /** What a person calls it: "find packages", "GET /weather/oslo". */
  name: string;
  startMs: number;
  /** Never before `startMs`. For a span that the end of the run cut short: that end. */
  endMs: number;
  /** False when it ended in an error (an error reply, a closed connection, a status ≥ 400). */
  ok: boolean;
  /** The driver's own housekeeping (handshake, heartbeat, endSessions): not drawn unless asked for. */
  internal?: true;
  /** The run ended before this span did. */
  cut?: true;
}

/** Where the time of an operation went, in ms. Together they are the whole of its bar. */
export interface OperationParts {
  /** Added by the lab on the way there and back. */
  addedMs: number;
  /** It, or its reply, was held by the lab so that others could go first. */
  heldMs: number;
  /** In the server. */
  serverMs: number;
  /** In the server, where there was nothing to do: it waited for an event. */
  awaitedMs: number;
  /** The reply was here and the thread was busy. */
  unreadMs: number;
  /** JavaScript that handled the reply. */
  handlingMs: number;
}

/** One command on the wire: from the last byte of the command to the last byte of its reply. */
export interface MongodbSpan extends SpanBase {
  lane: "mongodb";
  /** Where its time went; in JSON alone, computed from the rest. */
  parts?: OperationParts;
  /** The command's name as sent: "find", "getMore". */
  command: string;
  database?: string;
  collection?: string;
  /** Number of the connection that carried it; see `Timeline.connections`. */
  connection: number;
  /** Number of the replica set's member that it went to, from 1; missing where there is one server. */
  member?: number;
  requestId: number;
  /** When it was passed on to the server; from `startMs` on it was delayed. */
  sentMs?: number;
  /** When the server's reply was whole; `endMs` is when it was passed on, held or delayed. */
  repliedMs?: number;
  /** For how long it, or its reply, was held so that others could go first; a part of the time before `sentMs` and after `repliedMs`. */
  heldMs?: number;
  /** Size of the reply in bytes. */
  replyBytes?: number;
  /** Documents in the reply's batch. */
  documents?: number;
  /** The error in the reply. */
  error?: { code?: number; codeName?: string; message: string };
  /** What it asked for, as one writes it in the shell; what may be a secret is `***`. */
  asked?: {
    /** What tells it from others of its name: "bson". Missing for all documents and for generated ids. */
    short?: string;
    whole: string;
  };
  /** Where the program awaited it, innermost first; missing where that was not recorded or cannot be known. */
  awaitedAt?: SourceLine;
  /** A getMore of a change stream or a tailable cursor: the server waits with its answer until there is something new. */
  awaitsData?: true;
  /** What its writes set, one entry per document. */
  writes?: Write[];
  /** Names the transaction that it belongs to. */
  transaction?: string;
  /** Number of the request to the program's own server that it was sent for. */
  request?: number;
  /** That it was sent for that request is told by its time alone: no other request was being served. */
  requestByTime?: true;
  /** What the server said when it was asked to explain the command, after the run; missing where nobody asked. */
  examined?: Examined;
}

/** What a server looks at for a command, as `explain` tells it. */
export interface Examined {
  documents: number;
  /** Keys of indexes. */
  keys: number;
  /** Documents that it returned, or would have changed. */
  found: number;
  /** The stages of its plan, from the one that reads to the one that answers: "IXSCAN package_1", "FETCH". */
  plan: string[];
}

/** A line of the program's source, counted from 1. */
export interface SourceLine {
  file: string;
  line: number;
}

/** One document that a command wrote: fields by their path. */
export interface Write {
  /** The document's `_id`, as text. */
  id: string;
  set: Record<string, string | number | boolean>;
  add?: Record<string, number>;
}

/** One request to the lab's HTTP API. */
export interface HttpSpan extends SpanBase {
  lane: "http";
  /** Where its time went; in JSON alone, computed from the rest. */
  parts?: OperationParts;
  method: string;
  /** Path and query of the request. */
  url: string;
  /** Missing when the caller hung up first. */
  status?: number;
  /** Where the program awaited it; missing where that was not recorded or cannot be known. */
  awaitedAt?: SourceLine;
  /** How long the API waited before it answered, in ms. */
  latencyMs?: number;
  /** The caller's local port: ties the request to the thread's slices. */
  localPort?: number;
  /** Number of the request to the program's own server that it was sent for. */
  request?: number;
  /** That it was sent for that request is told by its time alone: no other request was being served. */
  requestByTime?: true;
}

/** One request to an HTTP server of the program's own. */
export interface RequestSpan extends SpanBase {
  lane: "request";
  /** Counted from 1, in the order of their start. */
  number: number;
  method: string;
  /** Path and query; the values of parameters that may be secrets are `***`. */
  url: string;
  /** Missing when there was no answer. */
  status?: number;
  /** When the program's thread read it. `startMs` is when it was sent, where the lab sent it; else it is the same. */
  readMs?: number;
  /** When the program had handed the whole answer to the operating system. */
  answeredMs?: number;
  /** Size of the answer's body. */
  bytes?: number;
  /** Why there is no whole answer, in words. */
  error?: string;
  /** The caller's port: ties the request to the thread's slices. */
  callerPort?: number;
}

/** What made the one thread run. */
export type ThreadCause =
  /** Loading of modules before the program's first line. */
  | { kind: "load" }
  /** The program's own first run, up to its first await. */
  | { kind: "start" }
  /** A reply on a connection to MongoDB; `requestId` names the command. */
  | { kind: "reply"; connection: number; requestId: number }
  /** A response of the HTTP API; the local port or the URL names the request. */
  | { kind: "http"; url?: string; localPort?: number }
  /** A request to the program's own server has come, or more of it. */
  | { kind: "request"; request: number }
  | { kind: "timer" }
  | { kind: "immediate" }
  /** A message from a worker or a child process. */
  | { kind: "message" }
  | { kind: "other"; type: string };

/** One stretch of JavaScript on a thread, between two turns of its event loop. */
export interface ThreadSpan extends SpanBase {
  lane: "thread";
  cause: ThreadCause;
  /**
   * For how long of it the thread was blocked, in ms: in a call that returns only when something else is done
   * (Atomics.wait, execFileSync, a synchronous read). Missing when it was computing, and where the system cannot say.
   */
  blockedMs?: number;
  /** 0 is the program's main thread; workers and child processes count on from 1. */
  thread: number;
  /** Number of the request to the program's own server that it worked for, as far as that is known. */
  request?: number;
}

/** One line that the program printed; `startMs` is `endMs`. */
export interface OutputSpan extends SpanBase {
  lane: "output";
  stream: "stdout" | "stderr";
}

export type Span = MongodbSpan | HttpSpan | ThreadSpan | OutputSpan | RequestSpan;

/** A connection from the program to MongoDB. */
export interface Connection {
  number: number;
  /** Local port on the program's side. */
  localPort: number;
  /** Number of the replica set's member that it leads to, from 1; missing where there is one server. */
  member?: number;
  openedMs: number;
  /** Missing when it was open to the end. */
  closedMs?: number;
  closedBy?: "program" | "server" | "proxy";
  /** It carried only the driver's monitoring. */
  internal?: true;
}

/** Something worth knowing that is not a span: a hold that ran into its time limit, a cut connection. */
export interface Mark {
  atMs: number;
  kind: "hold-timed-out" | "connection-cut" | "connection-refused" | "dropped-slices" | "note";
  text: string;
}

/** A thread that ran JavaScript; without an entry, 0 is "thread" and the rest are workers. */
export interface Thread {
  number: number;
  kind: "main" | "worker" | "process";
  /** What a person calls it: "worker hash.ts". */
  name?: string;
}

/** A message from one thread to another: a worker and the thread that started it. */
export interface Message {
  /** Numbers of the threads. */
  from: number;
  to: number;
  sentMs: number;
  /** When the other thread began to handle it: one that computes does so later. Never before `sentMs`. */
  receivedMs: number;
}

/** The plain record, as it stands in JSON. */
export interface TimelineRecord {
  spans: Span[];
  connections: Connection[];
  marks: Mark[];
  threads?: Thread[];
  messages?: Message[];
}

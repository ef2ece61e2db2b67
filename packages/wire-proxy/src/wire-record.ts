/**
 * What the proxy saw. All times are milliseconds on the axis of the `now` that it was given.
 */

/** The error in a reply, or why no reply came. */
export interface WireCommandError {
  code?: number;
  codeName?: string;
  message: string;
}

/** One command, from the last byte of it that the proxy received to the passing on of its reply. */
export interface WireCommand {
  /** The command's name as sent: "find", "getMore". */
  command: string;
  database?: string;
  collection?: string;
  /** Number of the connection that carried it. */
  connection: number;
  /** Number of the replica set's member that it went to, from 1; missing where there is one target. */
  member?: number;
  requestId: number;
  /** When the command was here as a whole. */
  startMs: number;
  /** When it was passed on to the server. Missing while it is delayed, or if it never was. */
  sentMs?: number;
  /**
   * When the server's reply was here as a whole. Later than `endMs` when the program hung up and
   * the server went on working. Missing when no reply came, or none was wanted.
   */
  repliedMs?: number;
  /**
   * When the reply was passed on to the program; of a command that wants none, `startMs`; when
   * the connection ended before the reply, that time. Missing while the command is in flight.
   */
  endMs?: number;
  /** For how long the proxy kept it, or its reply, beyond the latency; missing when it was not held. */
  heldMs?: number;
  /** False when the reply has an error, or the connection ended first. */
  ok: boolean;
  error?: WireCommandError;
  /** Size of the reply in bytes, header included; of an exhaust command, of all its replies. */
  replyBytes?: number;
  /** Documents in the reply's cursor batch. Missing when the reply has no cursor. */
  documents?: number;
  /** Handshake, heartbeat, authentication, endSessions: what a driver sends of its own accord. */
  internal?: true;
  /** The program closed the connection before it had the reply. */
  abandoned?: true;
  /** What it asked for; missing for commands of the driver's own and for very large ones. */
  asked?: WireAsked;
  /** A getMore of a tailable cursor or a change stream: the server waits with its answer until there is something new. */
  awaitsData?: true;
  /** What its writes set. */
  writes?: WireWrite[];
  /** Names the transaction that it belongs to. */
  transaction?: string;
}

/** What a command asked for, as one writes it in the shell. What may be a secret is `***`. */
export interface WireAsked {
  /** What tells it from others of its name: "bson", "{ license: "MIT" }". Missing for all documents and for generated ids. */
  short?: string;
  /** The command's fields, without the envelope. */
  whole: string;
}

/** One document that a command wrote. */
export interface WireWrite {
  /** Its `_id`, as text. */
  id: string;
  /** By path: what a field was set to. */
  set: Record<string, string | number | boolean>;
  /** By path: what was added to it. */
  add?: Record<string, number>;
}

/** A connection from the program to the proxy. */
export interface WireConnection {
  /** Counts from 1 in the order of acceptance. */
  number: number;
  /** Local port on the program's side. */
  localPort: number;
  /** Number of the replica set's member that it leads to, from 1; missing where there is one target. */
  member?: number;
  openedMs: number;
  /** Missing while it is open. */
  closedMs?: number;
  closedBy?: "program" | "server" | "proxy";
  /** It has carried nothing but internal traffic, as a driver's monitoring connection does. */
  internal?: true;
}

/** Something worth knowing that is not a command. */
export interface WireMark {
  atMs: number;
  kind: "hold-timed-out" | "connection-cut" | "connection-refused" | "note";
  text: string;
}

/** The whole record, as plain data. */
export interface WireRecord {
  commands: WireCommand[];
  connections: WireConnection[];
  marks: WireMark[];
}

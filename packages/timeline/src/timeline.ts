import { partsOf } from "./parts.ts";
import { readPlot } from "./plot.ts";
import type { Plot } from "./plot.ts";
import { linkSlices } from "./slice-links.ts";
import type { Operation, SliceLinks } from "./slice-links.ts";
import { readValues, readValuesTags } from "./values.ts";
import type { FieldValues } from "./values.ts";
import { Spans } from "./spans.ts";
import type {
  Connection,
  HttpSpan,
  Mark,
  Message,
  MongodbSpan,
  OperationParts,
  OutputSpan,
  RequestSpan,
  Span,
  Thread,
  ThreadCause,
  ThreadSpan,
  TimelineRecord,
} from "./span.ts";

/** Which commands; what is left out does not matter. */
export interface MongodbFilter {
  command?: string | readonly string[];
  collection?: string;
  database?: string;
  connection?: number;
  /** Number of the replica set's member. */
  member?: number;
  ok?: boolean;
  /** Include the driver's own housekeeping. */
  internal?: boolean;
}

export interface HttpFilter {
  method?: string;
  /** Equal to the path and query, or matched by the expression. */
  url?: string | RegExp;
  status?: number;
  ok?: boolean;
}

export interface RequestFilter {
  method?: string;
  /** Equal to the path and query, or matched by the expression. */
  url?: string | RegExp;
  status?: number;
  ok?: boolean;
}

export interface ThreadFilter {
  /** 0 is the main thread, which is the default; "all" takes every thread. */
  thread?: number | "all";
  cause?: ThreadCause["kind"];
  /** Include the loading of modules before the program's first line. */
  internal?: boolean;
}

/**
 * The record of a run and the questions about it.
 * Internal spans (handshakes, heartbeats, loading of modules) are left out unless asked for.
 */
export class Timeline {
  readonly connections: readonly Connection[];
  readonly marks: readonly Mark[];
  readonly threads: readonly Thread[];
  /** Between workers and the threads that started them, in the order in which they were sent. */
  readonly messages: readonly Message[];
  readonly #spans: readonly Span[];
  #links: SliceLinks | undefined;

  constructor(record: TimelineRecord) {
    this.#spans = record.spans.toSorted((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
    this.connections = record.connections;
    this.marks = record.marks;
    this.threads = record.threads ?? [];
    this.messages = record.messages ?? [];
  }

  /** Every span, in order of start. */
  spans(options: { internal?: boolean } = {}): Spans {
    return new Spans(
      options.internal ? this.#spans : this.#spans.filter((span) => !isInternal(span)),
      "spans",
    );
  }

  /** Commands to MongoDB: all of them, those called `command`, or those that fit a filter. */
  mongodb(
    filter: string | MongodbFilter | ((span: MongodbSpan) => boolean) = {},
  ): Spans<MongodbSpan> {
    const ofLane = this.#spans.filter((span) => span.lane === "mongodb");
    if (typeof filter === "function") {
      return new Spans(
        ofLane.filter((span) => !isInternal(span) && filter(span)),
        "commands that were chosen",
      );
    }
    const wanted: MongodbFilter = typeof filter === "string" ? { command: filter } : filter;
    const commands = typeof wanted.command === "string" ? [wanted.command] : wanted.command;
    return new Spans(
      ofLane.filter(
        (span) =>
          (wanted.internal || !isInternal(span)) &&
          (!commands || commands.includes(span.command)) &&
          fits(wanted.collection, span.collection) &&
          fits(wanted.database, span.database) &&
          fits(wanted.connection, span.connection) &&
          fits(wanted.member, span.member) &&
          fits(wanted.ok, span.ok),
      ),
      describeMongodb(wanted, commands),
    );
  }

  /** Requests to the HTTP API: all of them, those of one URL (path and query), or those that fit a filter. */
  http(filter: string | RegExp | HttpFilter = {}): Spans<HttpSpan> {
    const wanted =
      typeof filter === "string" || filter instanceof RegExp ? { url: filter } : filter;
    return new Spans(
      this.#spans
        .filter((span) => span.lane === "http")
        .filter(
          (span) =>
            !isInternal(span) &&
            fits(wanted.method, span.method) &&
            matches(wanted.url, span.url) &&
            fits(wanted.status, span.status) &&
            fits(wanted.ok, span.ok),
        ),
      wanted.url === undefined ? "HTTP requests" : `HTTP requests to ${String(wanted.url)}`,
    );
  }

  /** Requests to the program's own HTTP servers: all of them, those called "GET /users/7" or matched, or those that fit a filter. */
  requests(filter: string | RegExp | RequestFilter = {}): Spans<RequestSpan> {
    const isName = typeof filter === "string" || filter instanceof RegExp;
    const wanted: RequestFilter = isName ? {} : filter;
    return new Spans(
      this.#spans
        .filter((span) => span.lane === "request")
        .filter(
          (span) =>
            (!isName || matches(filter, span.name)) &&
            fits(wanted.method, span.method) &&
            matches(wanted.url, span.url) &&
            fits(wanted.status, span.status) &&
            fits(wanted.ok, span.ok),
        ),
      isName ? `requests of ${String(filter)}` : "requests to the program",
    );
  }

  /** What the program asked for, and waited for, to answer a request: commands and its own HTTP requests. */
  operationsOf(request: RequestSpan): Spans<Operation> {
    return new Spans(
      this.operations()
        .toArray()
        .filter((operation) => operation.request === request.number),
      `operations of ${request.name}`,
    );
  }

  /** The commands to MongoDB that were sent to answer a request. */
  queriesOf(request: RequestSpan): Spans<MongodbSpan> {
    return new Spans(
      this.mongodb()
        .toArray()
        .filter((command) => command.request === request.number),
      `commands of ${request.name}`,
    );
  }

  /** Slices of JavaScript: those of the main thread, those with one cause, or those that fit a filter. */
  thread(filter: ThreadCause["kind"] | ThreadFilter = {}): Spans<ThreadSpan> {
    const wanted: ThreadFilter = typeof filter === "string" ? { cause: filter } : filter;
    const thread = wanted.thread ?? 0;
    return new Spans(
      this.#spans
        .filter((span) => span.lane === "thread")
        .filter(
          (span) =>
            (wanted.internal || wanted.cause === "load" || !isInternal(span)) &&
            (thread === "all" || span.thread === thread) &&
            fits(wanted.cause, span.cause.kind),
        ),
      `${wanted.cause ? `${wanted.cause} ` : ""}slices of ${
        thread === "all" ? "all threads" : thread === 0 ? "the thread" : `thread ${thread}`
      }`,
    );
  }

  /** Lines that the program printed: all of them, those that contain `text`, or those that match it. */
  output(text?: string | RegExp): Spans<OutputSpan> {
    return new Spans(
      this.#spans
        .filter((span) => span.lane === "output")
        .filter((span) =>
          typeof text === "string" ? span.name.includes(text) : matches(text, span.name),
        ),
      text === undefined ? "lines of output" : `lines of output with ${String(text)}`,
    );
  }

  /**
   * The numbers that the program printed beside `name`: `plot("depth")` reads "depth 3", "depth: 3" and "3 depth". A line with
   * the name alone is a point without a value.
   */
  plot(name: string): Plot {
    return readPlot({ name }, this.output());
  }

  /**
   * What a field of a collection's documents held over time, as far as the writes on the wire tell: `values("accounts.balance")`, or
   * `values("accounts.balance sum")` for a sum that is to stay what it was.
   */
  values(field: string): FieldValues {
    const [tag] = readValuesTags(field);
    if (!tag) throw new RangeError(`Cannot follow "${field}" as it is not "collection.path"`);
    const endMs = this.#spans.reduce((last, span) => Math.max(last, span.endMs), 0);
    return readValues(tag, this.mongodb().toArray(), endMs);
  }

  /** The slices of the threads that handled the reply to a command, or the response to a request. */
  slicesFor(operation: Operation): Spans<ThreadSpan> {
    return new Spans(
      this.links.slicesOf.get(operation) ?? [],
      `slices that handled ${operation.name}`,
    );
  }

  /** Where the time of an operation went: latency added, server, unread, handling. They add up to its bar. */
  partsOf(operation: Operation): OperationParts {
    return partsOf(operation, this.links.slicesOf.get(operation) ?? []);
  }

  /** Which slices of the threads handled and sent which operations. */
  get links(): SliceLinks {
    return (this.#links ??= linkSlices(this.#spans));
  }

  /** First to last span, in ms; internal spans do not count. */
  get durationMs(): number {
    return this.spans().durationMs;
  }

  /** Everything that the program asked for and waited for: commands and HTTP requests. */
  operations(): Spans<Operation> {
    return new Spans<Operation>([...this.mongodb(), ...this.http()], "operations");
  }

  /**
   * What the program's work took, in ms: from the first operation sent to the last one handled, and from the first request to its own
   * server to the last answer, without the start of the process and its end. For a program without operations, first to last span.
   */
  get activeMs(): number {
    const work = new Spans<Operation | RequestSpan>(
      [...this.operations(), ...this.requests()],
      "operations and requests",
    );
    if (work.length === 0) return this.durationMs;
    const handledMs = this.operations()
      .toArray()
      .flatMap((operation) => this.links.slicesOf.get(operation) ?? [])
      .reduce((last, slice) => Math.max(last, slice.endMs), 0);
    return Math.max(handledMs, work.endMs) - work.startMs;
  }

  toJSON(): TimelineRecord {
    return {
      spans: this.#spans.map((span) =>
        span.lane === "mongodb" || span.lane === "http"
          ? { ...span, parts: this.partsOf(span) }
          : span,
      ),
      connections: [...this.connections],
      marks: [...this.marks],
      ...(this.threads.length > 0 && { threads: [...this.threads] }),
      ...(this.messages.length > 0 && { messages: [...this.messages] }),
    };
  }
}

/** True for the driver's own housekeeping and for what ran before the program's first line. */
export function isInternal(span: Span): boolean {
  return span.internal === true || (span.lane === "thread" && span.cause.kind === "load");
}

function fits<T>(wanted: T | undefined, actual: T): boolean {
  return wanted === undefined || wanted === actual;
}

function matches(wanted: string | RegExp | undefined, actual: string): boolean {
  return wanted instanceof RegExp ? wanted.test(actual) : fits(wanted, actual);
}

function describeMongodb(filter: MongodbFilter, commands: readonly string[] | undefined): string {
  return [
    filter.ok === undefined ? undefined : filter.ok ? "successful" : "failed",
    commands?.join(" and "),
    "commands",
    filter.collection && `on ${filter.collection}`,
    filter.connection !== undefined && `of connection ${filter.connection}`,
    filter.member !== undefined && `at member ${filter.member}`,
  ]
    .filter(Boolean)
    .join(" ");
}

import type { PicturedRun } from "./picture/pictured-run.ts";
import type { Mark, Message, Thread } from "./span.ts";
import { Timeline } from "./timeline.ts";

/** Changes whenever a reader of an older version would misread a file. */
const version = 1;
const format = "lesson-run";

/** One recorded run, as a file that a player reads. */
export interface RunFile {
  /** Ties it to the recorded picture and text of the same run. */
  drawn: { id: string; output: string };
  run: PicturedRun;
  /** Why there is nothing to play, in a sentence; such a file has no spans. */
  leftOut?: string;
}

/** A larger file is no longer something that a page should load for one picture. */
const mostBytesOfAPage = 200_000;

/**
 * Returns a run as JSON, one span a line: what a player needs and no more, without the driver's housekeeping, times to the
 * microsecond. A run that is larger than `mostBytes` (200 kB) is left out, and the file says so instead. With `internal`, the
 * housekeeping is there as well.
 */
export function writeRunFile(
  run: PicturedRun,
  drawn: RunFile["drawn"],
  mostBytes: number = mostBytesOfAPage,
  internal = false,
): string {
  const { timeline, program, title, latencyMs, database, exitCode, signal, timedOut } = run;
  // It ended as it was asked to: nothing that a picture has to say.
  const isServed = run.outcome?.kind === "served";
  const head = {
    format,
    version,
    drawn,
    program,
    title,
    latencyMs,
    database: database && { kind: database.kind, version: database.version },
    exitCode: isServed ? 0 : exitCode,
    signal: isServed ? undefined : (signal ?? undefined),
    timedOut: timedOut || undefined,
    plots: run.plots?.map(({ name, unit }) => ({ name, unit })),
    values: run.values?.map(({ collection, path, sum }) => ({ collection, path, sum })),
    threads: timeline.threads,
    messages: timeline.messages,
    marks: timeline.marks,
  };
  const lines = timeline.spans({ internal }).map((span) => toLine(span));
  const text = join(head, lines);
  const bytes = new TextEncoder().encode(text).length;
  if (bytes <= mostBytes) return text;
  const size = Math.ceil(bytes / 1000);
  const leftOut = `This run has ${lines.length} spans (${size} kB): too much for a page to play.`;
  return join({ ...head, leftOut, threads: [], messages: [], marks: [] }, []);
}

/** Head and spans as one JSON document, so that git shows a span that changes as a line that changes. */
function join(head: object, spans: readonly string[]): string {
  const fields = Object.entries(head)
    .filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => `${JSON.stringify(name)}: ${toLine(value)}`);
  const list = spans.length === 0 ? "[]" : `[\n${spans.join(",\n")}\n]`;
  return `{\n${[...fields, `"spans": ${list}`].join(",\n")}\n}\n`;
}

function toLine(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "number" ? Math.round(part * 1000) / 1000 : part,
  );
}

/**
 * Reads what `writeRunFile` wrote.
 *
 * @throws RunFileError, whose message is a sentence for the reader, for everything else
 */
export function readRunFile(text: string): RunFile {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    throw new RunFileError("This is not the JSON of a run: it cannot be read as JSON.");
  }
  if (!isRecord(found) || found["format"] !== format) {
    throw new RunFileError("This JSON is not a recorded run.");
  }
  if (found["version"] !== version) {
    throw new RunFileError(
      `This run was recorded in version ${sayVersion(found["version"])} of the format, and this player reads version ${version}: record it again.`,
    );
  }
  const { spans, marks = [], threads = [], messages = [], drawn } = found;
  const lists = [marks, threads, messages];
  if (!Array.isArray(spans) || !lists.every((list) => Array.isArray(list))) {
    throw new RunFileError("This recorded run is damaged: it has no list of spans.");
  }
  const damaged = spans.findIndex((span) => !isSpan(span));
  if (damaged !== -1) {
    throw new RunFileError(`This recorded run is damaged: its span ${damaged + 1} is none.`);
  }
  if (!isRecord(drawn) || !isText(drawn["id"]) || !isText(drawn["output"])) {
    throw new RunFileError("This recorded run is damaged: it does not say which run it is.");
  }
  const timeline = new Timeline({
    spans,
    marks: marks as Mark[],
    threads: threads as Thread[],
    messages: messages as Message[],
    connections: [],
  });
  const rest = { ...found } as unknown as PicturedRun & { leftOut?: string };
  const { program, title, latencyMs, database, exitCode, signal, timedOut, plots, values } = rest;
  return {
    drawn: { id: drawn["id"], output: drawn["output"] },
    run: {
      timeline,
      program,
      title,
      latencyMs,
      database,
      exitCode,
      signal,
      timedOut,
      plots,
      values,
    },
    ...(isText(found["leftOut"]) && { leftOut: found["leftOut"] }),
  };
}

/** A file that is no run, or not one that can be read here. */
export class RunFileError extends Error {
  override name = "RunFileError";
}

function sayVersion(found: unknown): string {
  return typeof found === "number" ? String(found) : "unknown";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isSpan(span: unknown): boolean {
  if (!isRecord(span) || !isText(span["name"])) return false;
  const { startMs, endMs, lane, cause } = span;
  if (!Number.isFinite(startMs) || !Number.isFinite(endMs)) return false;
  if (Number(startMs) > Number(endMs)) return false;
  if (lane === "mongodb") {
    return (
      isText(span["command"]) &&
      Number.isFinite(span["connection"]) &&
      Number.isFinite(span["requestId"])
    );
  }
  if (lane === "http" || lane === "request") return isText(span["method"]) && isText(span["url"]);
  if (lane === "thread") {
    return Number.isFinite(span["thread"]) && isRecord(cause) && isText(cause["kind"]);
  }
  if (lane === "request") {
    return Number.isFinite(span["number"]) && isText(span["method"]) && isText(span["url"]);
  }
  return lane === "output";
}

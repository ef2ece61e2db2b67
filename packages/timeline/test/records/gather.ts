import type { MongodbSpan, OutputSpan, Span, ThreadSpan, TimelineRecord } from "../../src/index.ts";

const names = [
  "mongodb",
  "vitest",
  "tsx",
  "turbo",
  "bson",
  "mingo",
  "prettier",
  "oxlint",
  "saxes",
  "yaml",
];

export function command(
  part: Partial<MongodbSpan> & { startMs: number; endMs: number },
): MongodbSpan {
  return {
    lane: "mongodb",
    name: "find packages",
    command: "find",
    collection: "packages",
    connection: 1,
    requestId: 1,
    ok: true,
    ...part,
  };
}

export function slice(
  startMs: number,
  endMs: number,
  cause: ThreadSpan["cause"],
  name: string = cause.kind,
): ThreadSpan {
  return { lane: "thread", name, startMs, endMs, ok: true, thread: 0, cause };
}

export function line(atMs: number, text: string): OutputSpan {
  return { lane: "output", name: text, startMs: atMs, endMs: atMs, ok: true, stream: "stdout" };
}

export function record(spans: Span[], rest: Partial<TimelineRecord> = {}): TimelineRecord {
  return { spans, connections: [], marks: [], ...rest };
}

/** Ten queries at once at a latency of 50 ms, the process started 300 ms before. */
export function gather(count = 10): TimelineRecord {
  const spans: Span[] = [slice(20, 300, { kind: "load" }), slice(300, 303, { kind: "start" })];
  for (let i = 0; i < count; i++) {
    const startMs = 303 + i * 0.3;
    const endMs = startMs + 50 + i * 0.1;
    spans.push(
      command({
        name: `find ${names[i % names.length]}`,
        startMs,
        endMs,
        connection: i + 1,
        requestId: i + 10,
      }),
      slice(
        355 + i * 0.6,
        355.5 + i * 0.6,
        { kind: "reply", connection: i + 1, requestId: i + 10 },
        "find",
      ),
    );
  }
  spans.push(line(355 + count * 0.6 + 0.4, `${count} packages`));
  return record(spans);
}

/** The same, one at a time. */
export function oneByOne(count = 10): TimelineRecord {
  const spans: Span[] = [slice(300, 303, { kind: "start" })];
  let atMs = 303;
  for (let i = 0; i < count; i++) {
    spans.push(
      command({
        name: `find ${names[i % names.length]}`,
        startMs: atMs,
        endMs: atMs + 50.5,
        requestId: i + 10,
      }),
      slice(atMs + 50.8, atMs + 52, { kind: "reply", connection: 1, requestId: i + 10 }, "find"),
    );
    atMs += 52.1;
  }
  spans.push(line(atMs + 0.5, `${count} packages`));
  return record(spans);
}

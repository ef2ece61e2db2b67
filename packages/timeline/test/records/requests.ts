import type { RequestSpan, Span, TimelineRecord } from "../../src/index.ts";
import { command, record, slice } from "./gather.ts";

export function request(
  number: number,
  name: string,
  startMs: number,
  endMs: number,
  rest: Partial<RequestSpan> = {},
): RequestSpan {
  const [method = "GET", url = "/"] = name.split(" ");
  return {
    lane: "request",
    number,
    name,
    method,
    url,
    status: 200,
    ok: true,
    startMs,
    endMs,
    readMs: startMs + 1,
    ...rest,
  };
}

/** One asks for two things at once, one computes, and one comes meanwhile and is not found. */
export function threeRequests(): TimelineRecord {
  return record([
    { ...slice(11, 13, { kind: "request", request: 1 }, "GET /users/7"), request: 1 },
    request(1, "GET /users/7", 10, 70),
    command({ name: "find users", collection: "users", startMs: 12, endMs: 62, request: 1 }),
    command({
      name: "find orders",
      collection: "orders",
      startMs: 12.5,
      endMs: 64,
      requestId: 2,
      request: 1,
    }),
    request(2, "GET /report", 15, 58, { readMs: 16 }),
    { ...slice(16, 56, { kind: "request", request: 2 }, "GET /report"), request: 2 },
    request(3, "GET /nobody", 20, 60, { readMs: 57, status: 404, ok: false }),
    { ...slice(57, 58, { kind: "request", request: 3 }, "GET /nobody"), request: 3 },
    {
      ...slice(65, 69, { kind: "reply", connection: 1, requestId: 2 }, "find orders"),
      request: 1,
    },
  ]);
}

/** So many like requests, ten at a time, with two queries each; every tenth fails. */
export function load(count: number): TimelineRecord {
  const spans: Span[] = [];
  for (let n = 1; n <= count; n++) {
    const startMs = Math.floor((n - 1) / 10) * 100 + (n % 10);
    const failed = n % 10 === 0;
    const answer = failed ? { status: 500, ok: false } : {};
    spans.push(request(n, `GET /users/${n}`, startMs, startMs + 80 + n, answer));
    for (const [index, name] of ["find users", "find orders"].entries()) {
      const sentMs = startMs + 5 + index * 40;
      const requestId = n * 2 + index;
      const collection = name.slice(5);
      spans.push(
        command({ name, collection, startMs: sentMs, endMs: sentMs + 35, requestId, request: n }),
      );
    }
  }
  return record(spans);
}

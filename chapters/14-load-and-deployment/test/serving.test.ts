import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "a handler that blocks asks the weather API for one city at a time",
  { holds: "city-sync.ts", fails: "city-async.ts", weatherLatencyMs: 500 },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["200 Oslo", "200 Lima", "200 Cairo"]);
    expect(timeline.http()).toHaveCount(3);
    expect(timeline.http().peak).toBe(1);
    expect(timeline.requests().peak).toBe(1);
  },
);

claim(
  "a handler that waits without blocking has all three under way",
  { holds: "city-async.ts", fails: "city-sync.ts", weatherLatencyMs: 500 },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["200 Oslo", "200 Lima", "200 Cairo"]);
    expect(timeline.http().peak).toBe(3);
    expect(timeline.requests().peak).toBe(3);
  },
);

claim(
  "a health check behind a handler that computes is asked only after it",
  { holds: "slow-neighbor.ts", fails: "worker.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["/report 200", "/health 200"]);
    expect(timeline.requests("GET /report")).toEndBefore(timeline.mongodb("ping").last);
  },
);

claim(
  "beside a worker, the health check is answered while the report is made",
  { holds: "worker.ts", fails: "slow-neighbor.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["/health 200", "/report 200"]);
    expect(timeline.requests("GET /health")).toEndBefore(timeline.requests("GET /report").first);
  },
);

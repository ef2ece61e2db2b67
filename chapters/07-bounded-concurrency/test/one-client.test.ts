import type { Run } from "@samples/lab";
import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "one client opens one connection for five requests, and one to monitor the server",
  { holds: "one-client.ts", fails: "client-per-request.ts", latencyMs: 150 },
  ({ timeline }) => {
    expect(timeline.connections).toHaveLength(2);
  },
);

claim(
  "five clients open ten connections for five requests",
  { holds: "client-per-request.ts", fails: "one-client.ts", latencyMs: 150 },
  ({ timeline }) => {
    expect(timeline.connections).toHaveLength(10);
  },
);

claim(
  "five requests that share a client take ten round trips at most, handshakes included",
  { holds: "one-client.ts", fails: "client-per-request.ts", latencyMs: 150 },
  ({ timeline }) => {
    expect(timeline.mongodb({ internal: true })).toChainAtMost(10);
  },
);

/** A monitor for each client, to count clients by. */
const monitors = ({ timeline }: Run) => timeline.connections.filter(({ internal }) => internal);

claim(
  "ten first requests that keep the client's promise share one client",
  { holds: "client-promise.ts", fails: "client-variable.ts" },
  (run) => {
    expect(run.timeline.mongodb("find")).toHaveCount(10);
    expect(monitors(run)).toHaveLength(1);
    expect(run.output.map(({ text }) => text)).toEqual(["10 requests, clients opened: 1"]);
  },
);

claim(
  "ten first requests that keep the client itself open ten clients",
  { holds: "client-variable.ts", fails: "client-promise.ts" },
  (run) => {
    expect(run.timeline.mongodb("find")).toHaveCount(10);
    expect(monitors(run)).toHaveLength(10);
    expect(run.output.map(({ text }) => text)).toEqual(["10 requests, clients opened: 10"]);
  },
);

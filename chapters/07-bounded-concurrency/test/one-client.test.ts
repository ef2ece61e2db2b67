import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "one client opens one connection for five requests, and one to monitor the server",
  { holds: "one-client.ts", fails: "client-per-request.ts", latencyMs: 150 },
  ({ timeline, output }) => {
    expect(timeline.connections).toHaveLength(2);
    expect(output[1]?.text).toBe("connections opened for queries: 1");
  },
);

claim(
  "five clients open ten connections for five requests",
  { holds: "client-per-request.ts", fails: "one-client.ts", latencyMs: 150 },
  ({ timeline, output }) => {
    expect(timeline.connections).toHaveLength(10);
    expect(output[1]?.text).toBe("connections opened for queries: 5");
  },
);

claim(
  "five requests that share a client take ten round trips at most, handshakes included",
  { holds: "one-client.ts", fails: "client-per-request.ts", latencyMs: 150 },
  ({ timeline }) => {
    expect(timeline.mongodb({ internal: true })).toChainAtMost(10);
  },
);

import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "the server answers another request while a password is hashed",
  { holds: "hash-off-the-thread.ts", fails: "hash-on-the-loop.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "answered /healthz",
      "hashed",
      "answered /api/users",
    ]);
  },
);

claim(
  "while one thread hashes, nothing else is read",
  { holds: "hash-on-the-loop.ts", fails: "hash-off-the-thread.ts" },
  ({ output, requests, timeline }) => {
    expect(output[0]?.text).toBe("hashed");
    const turn = timeline.thread("request").longest;
    expect(requests[1]?.span.readMs).toBeGreaterThanOrEqual(turn.endMs);
  },
);

claim(
  "three counts take one round trip",
  { holds: "counts-together.ts", fails: "counts-in-turn.ts" },
  ({ requests }) => {
    expect(requests[0]?.queries).toHaveCount(3);
    expect(requests[0]?.queries).toChainAtMost(1);
  },
);

claim(
  "a page with three links takes two queries",
  { holds: "details-together.ts", fails: "details-one-by-one.ts" },
  ({ requests }) => {
    expect(requests[0]?.queries).toHaveCount(2);
    const { needs } = JSON.parse(requests[0]?.body ?? "") as { needs: { _id: string }[] };
    expect(needs.map(({ _id }) => _id)).toEqual([
      "@mongodb-js/saslprep",
      "bson",
      "mongodb-connection-string-url",
    ]);
  },
);

claim(
  "five requests at the same time share one client",
  { holds: "client-for-the-process.ts", fails: "client-in-handler.ts" },
  ({ output, requests }) => {
    expect(requests.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(output.map(({ text }) => text)).toEqual(["clients opened: 1"]);
  },
);

claim(
  "after a handler has failed the next request is answered",
  { holds: "handler-answered.ts", fails: "handler-rejects.ts" },
  ({ requests }) => {
    expect(requests.map(({ status }) => status)).toEqual([200, 500, 200]);
  },
);

claim(
  "a handler that nobody waits for ends the process, which answers nobody any more",
  { holds: "handler-rejects.ts", fails: "handler-answered.ts" },
  ({ requests, outcome }) => {
    expect(requests.map(({ status }) => status)).toEqual([200, undefined, undefined]);
    expect(outcome.kind).toBe("unhandled-rejection");
  },
);

claim(
  "a query ends when its caller has hung up",
  { holds: "hang-up-aborts.ts", fails: "hang-up-ignored.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "the caller has hung up",
      "the query was given up: AbortError",
    ]);
    expect(timeline.mongodb({ command: "find", ok: true })).toHaveCount(0);
  },
);

claim(
  "tests that leave a client open pass, and never end",
  { holds: "test-never-ends.ts", fails: "test-ends.ts" },
  ({ timedOut, timeline, outcome }) => {
    expect(timeline.mongodb({ command: "find", ok: true })).toHaveCount(1);
    expect(timedOut).toBe(true);
    expect(outcome.hung).toBe("handles-open");
  },
);

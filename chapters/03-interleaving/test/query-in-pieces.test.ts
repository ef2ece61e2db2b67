import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

const piece = /^(?<name>.+), (?<gapMs>[\d.]+) ms later$/;

claim(
  "a query's pieces come in this order, and the program goes on last",
  { holds: "query-in-pieces.ts", fails: "../test/twins/two-queries-in-pieces.ts" },
  (run) => {
    expect(run.output.map(({ text }) => piece.exec(text)?.groups?.["name"])).toEqual([
      "have a promise",
      "ask for a connection",
      "get it",
      "send find",
      "receive the reply",
      "give the connection back",
      "go on with mongodb",
    ]);
  },
);

claim(
  "between sending and receiving lies at least the round trip",
  {
    holds: { program: "query-in-pieces.ts", latencyMs: 400 },
    fails: { program: "query-in-pieces.ts", latencyMs: 0 },
  },
  (run) => {
    const received = run.output.find(({ text }) => text.startsWith("receive the reply"));
    const gapMs = Number(piece.exec(received?.text ?? "")?.groups?.["gapMs"]);

    expect(gapMs).toBeGreaterThanOrEqual(399);
  },
);

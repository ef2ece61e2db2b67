import { describe, expect, test } from "vitest";
import {
  describeRequests,
  judge,
  layOutPicture,
  partsOfRequest,
  readRunFile,
  renderSvg,
  renderTrace,
  sayVerdict,
  Timeline,
  writeRunFile,
} from "../src/index.ts";
import "@samples/timeline/matchers";
import { Playback } from "../src/player/playback.ts";
import { draw, run } from "./records/draw.ts";
import { command, record } from "./records/gather.ts";
import { load, request, threeRequests } from "./records/requests.ts";

describe("requests to the program's own server", () => {
  test("stand above what they asked for, and the thread shows for whom it worked", () => {
    expect(draw(run(threeRequests()))).toMatchInlineSnapshot(`
      "
      program.ts

      thread          ▕1↓  ▐████████████████2█████████████████▋3▍     ▐█b█▏      47 ms
      1 GET /users/7  ▕1▋─────────────────────────────────────────────▐█b█▏ 200, 60 ms
      a   find users   ╺────────────────────────────────────────────             50 ms
      b   find orders   ╾─────────────────────────────────────────────▐█b█▏      52 ms
      2 GET /report       ░▐████████████████2█████████████████▋─╴           200, 43 ms
      3 GET /nobody            ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░3▍─✗         404, 40 ms
      in flight        ▄████████████████████████████████████████████▄▄          peak 2
                      0                20                40               60 ms

      █a█ handles a's reply   █1█ works for request 1   ↓ sends   ╾─ waits
      ░░ here, unread   ✗ failed
      "
    `);
  });

  test("are folded where they are many: one of each kind is shown, the rest is a curve", () => {
    expect(draw(run(load(50)))).toMatchInlineSnapshot(`
      "
      program.ts

      1 GET /users/10    ────────✗                                          500, 90 ms
      a   find users     ╾───                                                    35 ms
      b   find orders        ╾──╴                                                35 ms
      2 … 49 more alike  ──────────────────✗─────────✗──────────✗─────────✗    peak 20
      c 49 × find users  ╶────    ╶────     ────╴    ────╴    ╶────             443 ms
      d 49 × find orders     ────╴    ─────    ╶────     ────╴    ────╴         443 ms
      in flight          ▅███▇███▂▂███████▆ ████████ ▆███████▂▃███▆███▄        peak 10
                         0        100      200      300       400      500 ms

      ╾─ waits   ✗ failed
      "
    `);
  });

  test("share the rows with what they ask for: who asks for much is folded, and nobody is left out", () => {
    const queries = Array.from({ length: 11 }, (_, n) =>
      command({ startMs: 2 + n * 10, endMs: 11 + n * 10, requestId: n + 1, request: 1 }),
    );
    const spans = [
      request(1, "GET /slow", 1, 120),
      ...queries,
      request(2, "GET /quick", 121, 140),
      command({ startMs: 123, endMs: 135, requestId: 90, request: 2 }),
    ];

    const [panel] = layOutPicture(run(record(spans))).panels;

    const rows = panel?.rows.filter(({ kind }) => kind !== "in-flight") ?? [];
    expect(rows.map(({ label }) => label)).toEqual([
      "GET /slow",
      ...Array.from({ length: 8 }, () => "find packages"),
      "… 3 more alike",
      "GET /quick",
      "find packages",
    ]);
  });

  test("are asked for by name, and for what they asked for", () => {
    const timeline = new Timeline(threeRequests());
    const [users] = timeline.requests("GET /users/7");
    if (!users) throw new Error("There is no such request.");

    expect(timeline.queriesOf(users).names).toEqual(["find users", "find orders"]);
    expect(timeline.queriesOf(users)).toHavePeak(2);
    expect(timeline.requests({ ok: false }).names).toEqual(["GET /nobody"]);
    expect(timeline.requests(/report/).names).toEqual(["GET /report"]);
    expect(timeline.operations().length).toBe(2);
    expect(timeline.activeMs).toBe(60);
  });

  test("have parts that add up: the thread, what they asked for, waiting for the thread", () => {
    const timeline = new Timeline(threeRequests());

    expect(timeline.requests().map((each) => partsOfRequest(timeline, each))).toEqual([
      // Sent at 10 and read at 11; both queries from 12 on, of which the last is read at 65.
      { threadMs: 6, queriesMs: 51, waitedMs: 0, otherMs: 3 },
      { threadMs: 40, queriesMs: 0, waitedMs: 1, otherMs: 2 },
      { threadMs: 1, queriesMs: 0, waitedMs: 36, otherMs: 3 },
    ]);
  });

  test("are told one by one where they are few", () => {
    const spans = [
      ...threeRequests().spans,
      request(4, "GET /never", 80, 90, {
        cut: true,
        ok: false,
        status: undefined,
        error: "no answer within 0.01 s",
      }),
    ];

    expect(describeRequests(new Timeline(record(spans)))).toEqual({
      answered: [
        "GET /users/7 answered 200 after 60 ms: 2 queries, all at once.",
        "GET /report answered 200 after 43 ms: without a query.",
        "GET /nobody answered 404 after 40 ms: without a query.",
      ],
      unanswered: ["GET /never got no answer: no answer within 0.01 s."],
    });
  });

  test("are counted where they are many", () => {
    expect(describeRequests(new Timeline(load(50)))).toEqual({
      answered: [
        "50 requests like GET /users/10, 2 queries each: 45 answered 200, 5 answered 500. p50 105 ms, p99 130 ms; at most 20 requests and 10 queries at once.",
      ],
      unanswered: [],
    });
  });

  test("that lay unread during the longest turn are in the verdict, with the one that it was for", () => {
    const verdict = judge(new Timeline(threeRequests()));

    expect(verdict).toMatchObject({
      longestTurnMs: 40,
      request: "GET /report",
      requestsUnread: 1,
      longestRequestUnreadMs: 37,
    });
    expect(verdict && sayVerdict(verdict)).toBe(
      "Longest turn: 40 ms for GET /report, in which nothing could be sent or read. Another request waited for the thread meanwhile, for 37 ms.",
    );
  });

  test("are played: who is served at a moment, and what happens", () => {
    const served = run(threeRequests());
    const playback = new Playback([served], layOutPicture(served));
    const at = (ms: number) => {
      const [state] = playback.stateAt(ms);
      return {
        thread: state?.thread,
        requests: state?.requests?.map(({ letter }) => letter),
        inFlight: state?.inFlight.map(({ letter }) => letter),
      };
    };

    // The picture begins at 10 ms.
    expect([at(0.5), at(20), at(56)]).toEqual([
      { thread: "free", requests: ["1"], inFlight: [] },
      { thread: "works for request 2", requests: ["1", "2", "3"], inFlight: ["a", "b"] },
      { thread: "handles b", requests: ["1"], inFlight: [] },
    ]);
    expect(playback.moments.map((moment) => playback.sayMoment(moment))).toEqual(
      expect.arrayContaining([
        "0 ms: request 1 is sent: GET /users/7",
        "47 ms: the thread reads request 3; the thread begins: GET /nobody",
        "50 ms: request 3 is answered: 404",
      ]),
    );
  });

  test("are in the drawing, in the file for the player and in the trace", () => {
    const served = {
      ...run(threeRequests()),
      exitCode: null,
      signal: "SIGINT",
      outcome: { kind: "served" },
    };

    const svg = renderSvg(layOutPicture(served));
    const file = readRunFile(writeRunFile(served, { id: "i", output: "o" }));
    const trace = renderTrace(served);

    expect(svg).toContain("GET /users/7: answered 200, 60 ms, from 0 ms to 60 ms.");
    expect(svg).not.toContain("Ended by SIGINT");
    expect(file.run).toMatchObject({ exitCode: 0, signal: undefined });
    expect(file.run.timeline.requests().toArray()).toEqual(served.timeline.requests().toArray());
    expect(trace.match(/"cat":"request","name":"GET/g)).toHaveLength(3);
    expect(trace.match(/"ph":"s","cat":"request"/g)).toHaveLength(2);
  });
});

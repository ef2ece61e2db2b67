import { describe, expect, test } from "vitest";
import { layOutPicture, renderTerminal } from "../src/index.ts";
import { widthOf } from "../src/picture/safe-text.ts";
import { draw, gatherRun, run } from "./records/draw.ts";
import { command, gather, line, oneByOne, record, slice } from "./records/gather.ts";
import {
  bigReply,
  cutShort,
  hostile,
  longWait,
  queryPlusHttp,
  thousand,
} from "./records/scenes.ts";

describe("the picture in a terminal", () => {
  test("shows the one thread, every operation, what is in flight, and the time", () => {
    expect(draw(run(gather(), gatherRun))).toMatchInlineSnapshot(`
      "
      06/gather  Ask for everything, then wait, latency 50 ms, embedded server

      thread          ██↓↓↓↓                                            abdfhj    8 ms
      output                                                      10 packages╵  1 line
      a find mongodb    ╺─────────────────────────────────────────────░░a        50 ms
      b find vitest      ╾─────────────────────────────────────────────░b▏       50 ms
      c find tsx         ╾─────────────────────────────────────────────░░c       50 ms
      d find turbo       ╺─────────────────────────────────────────────░░d▎      50 ms
      e find bson        ╺──────────────────────────────────────────────░░e      50 ms
      f find mingo        ╾─────────────────────────────────────────────░░f▍     51 ms
      g find prettier     ╾──────────────────────────────────────────────░░g     51 ms
      h find oxlint       ╺──────────────────────────────────────────────░░h▌    51 ms
      i find saxes        ╺──────────────────────────────────────────────░░░i    51 ms
      j find yaml          ╾──────────────────────────────────────────────░░░j   51 ms
      in flight         ▁▄▇████████████████████████████████████████████▆▄▂     peak 10
                      0        10       20       30       40       50       60 ms

      █a█ handles a's reply   ██ other work   ↓ sends   ╾─ waits
      ░░ reply here, unread
      "
    `);
  });

  test("shows what the lecture draws: a query in pieces, and a call to an API in its gap", () => {
    expect(draw(run(queryPlusHttp()))).toMatchInlineSnapshot(`
      "
      program.ts

      thread              █████████↓↓                               ▐b█▎  ▐█a██  21 ms
      output                                               mongodb; Oslo, 4 °C╵ 1 line
      a find packages              ╾──────────────────────────────────────▐█a██  50 ms
      b GET /weather/oslo           ╺───────────────────────────────▐b█▎         40 ms
      in flight                    ▄█████████████████████████████████▄▄▄▄▄▄     peak 2
                          0              20              40             60 ms

      █a█ handles a's reply   ██ other work   ↓ sends   ╾─ waits
      On average 50 ms = 24 latency added + 21 server + 0.5 unread + 4.5 handling.
      "
    `);
  });

  test("hatches a reply that has arrived while the thread is busy elsewhere", () => {
    expect(draw(run(bigReply()))).toMatchInlineSnapshot(`
      "
      program.ts

      thread          █↓▏ ↓       ▕███████████████a███████████████b█             68 ms
      a find packages  ╾──────────▕███████████████a███████████████▏              22 ms
      b find one          ╾───────────░░░░░░░░░░░░░░░░░░░░░░░░░░░░b█ 22 + 55 ms unread
      in flight        ▄▄▄█████████▄▄▄                                          peak 2
                      0         20        40         60        80 ms

      █a█ handles a's reply   ██ other work   ↓ sends   ╾─ waits
      ░░ reply here, unread
      "
    `);
  });

  test("marks what failed, what was cut short, and what the lab did", () => {
    expect(draw(run(cutShort(), { exitCode: 1 }))).toMatchInlineSnapshot(`
      "
      program.ts

      thread                            ▕a▎                                     1.5 ms
      a insert users ╾──────────────────✗a▎                                      20 ms
      b find users       ╺────────────────────────────────────────────────────▷  55 ms
      in flight      ▄▄▄▄████████████████▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄ peak 2
      lab                                                  ▲                    1 mark
                     0        10        20        30       40        50       60 ms

      ! 40 ms: 2 of 10 commands came within 40 ms: released
      ! Exit code 1.

      █a█ handles a's reply   ╾─ waits   ✗ failed   ▷ cut short
      "
    `);
  });

  test("needs nothing but ASCII where the locale is not UTF-8", () => {
    expect(draw(run(cutShort(), { timedOut: true }), { unicode: false })).toMatchInlineSnapshot(`
      "
      program.ts

      thread                            |a|                                     1.5 ms
      a insert users -------------------xa|                                      20 ms
      b find users       ----------------------------------------------------->  55 ms
      in flight      ::::################:::::::::::::::::::::::::::::::::::::: peak 2
      lab                                                  ^                    1 mark
                     0        10        20        30       40        50       60 ms

      ! 40 ms: 2 of 10 commands came within 40 ms: released
      ! Ended by its time limit: the picture stops there.

      #a# handles a's reply   -- waits   x failed   > cut short
      "
    `);
  });

  test("folds a long wait, so that queries of 5 ms are seen beside 12 s of nothing", () => {
    expect(draw(run(longWait()))).toMatchInlineSnapshot(`
      "
      program.ts

      thread          █████↓             ▐a▊                ██↓             ▕b█ 4.6 ms
      a find packages      ╾─────────────▐a▊                                      5 ms
      b find packages                                         ╺─────────────▕b█   5 ms
      in flight            ██████████████                     ███████████████   peak 1
                      0            5 ms         ≈12 s≈      12 s         12.005 s

      █a█ handles a's reply   ██ other work   ↓ sends   ╾─ waits
      ┄┄ long wait, folded
      "
    `);
  });

  test("does not fold when told not to", () => {
    expect(draw(run(longWait()), { foldWaits: false })).toMatchInlineSnapshot(`
      "
      program.ts

      thread          a                                                       b 4.6 ms
      a find packages a                                                           5 ms
      b find packages                                                         b   5 ms
      in flight       █                                                       █ peak 1
                      0        2        4         6        8         10       12 s

      █a█ handles a's reply   ██ other work   ↓ sends   ╾─ waits
      "
    `);
  });

  test("folds many alike rows into one", () => {
    expect(draw(run(gather(100)), { maxRows: 6 })).toMatchInlineSnapshot(`
      "
      program.ts

      thread            █↓↓↓                     acffffffffffffffffffffffffff    53 ms
      output                                                    100 packages╵   1 line
      a find mongodb     ╾──────────────────────░a                               50 ms
      b find vitest      ╺───────────────────────b                               50 ms
      c find tsx         ╺───────────────────────c▏                              50 ms
      d find turbo       ╺───────────────────────░d                              50 ms
      e find bson        ╺───────────────────────░e                              50 ms
      f … 95 more alike   ────────────────────────fffffffffffffffffffffffffff    88 ms
      in flight          ▁▁▂▂▃▃▄▄▅▆▆▇▇████████████▇▇▆▆▆▅▅▄▄▃▃▂▂▂▁▁▁           peak 100
                        0        20       40       60       80       100 ms

      █a█ handles a's reply   ██ other work   ↓ sends   ╾─ waits
      ░░ reply here, unread
      "
    `);
  });

  test("puts two runs on one axis, and says the difference in a sentence", () => {
    const runs = [
      run(gather(), gatherRun),
      run(oneByOne(), { program: "chapters/06-gather/src/one-by-one.ts" }),
    ];

    expect(draw(runs, { maxRows: 4 })).toMatchInlineSnapshot(`
      "
      06/gather  Ask for everything, then wait, latency 50 ms, embedded server

      thread           ↓    ad                                                    8 ms
      output                 ╵10 packages                                       1 line
      a find mongodb   ╾────a                                                    50 ms
      b find vitest    ╾────b                                                    50 ms
      c find tsx       ╾────c                                                    50 ms
      d … 7 more alike ─────dd                                                   53 ms
      in flight        ██████                                                  peak 10

      06/one-by-one

      thread           ↓    a     b    c     d    d    d↓    d    d↓    d    d   15 ms
      output                                                      10 packages╵  1 line
      a find mongodb   ╾────a                                                    51 ms
      b find vitest         ╺─────b                                              51 ms
      c find tsx                  ╾────c                                         51 ms
      d … 7 more alike                 ╶─────d────d────d▏────d────d▏────d────d  363 ms
      in flight        ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁  peak 1
                       0         100       200        300       400        500 ms

      06/gather against 06/one-by-one: 1 round trip against 10 in a row, in all 58 ms
      against 521 ms.

      █a█ handles a's reply   ██ other work   ↓ sends   ╾─ waits
      "
    `);
  });

  test("shows a block and the heartbeat that it stops", () => {
    const ticks = [10, 20, 30, 90, 100].flatMap((atMs, i) => [
      slice(atMs, atMs + 0.2, { kind: "timer" }),
      line(atMs, `tick ${i + 1}`),
    ]);
    const heartbeat = record([
      slice(0, 2, { kind: "start" }),
      ...ticks,
      slice(31, 89, { kind: "timer" }),
    ]);

    expect(draw(run(heartbeat))).toMatchInlineSnapshot(`
      "
      program.ts

      thread    █▎    ▏     ▏     ▕▐███████████████████████████████████▕     ▕   61 ms
      output    tick 1╵     ╵     ╵tick 3                        tick 4╵     ╵ 5 lines
                0           20          40           60          80          100 ms
      "
    `);
  });

  test("gives workers lanes of their own under the thread", () => {
    const workers = record(
      [
        slice(0, 5, { kind: "start" }),
        { ...slice(6, 40, { kind: "message" }), thread: 1 },
        { ...slice(8, 30, { kind: "message" }), thread: 2 },
        slice(41, 42, { kind: "message" }),
      ],
      {
        threads: [
          { number: 0, kind: "main" },
          { number: 1, kind: "worker", name: "hash.ts" },
          { number: 2, kind: "process" },
        ],
      },
    );

    expect(draw(run(workers))).toMatchInlineSnapshot(`
      "
      program.ts

      main thread ███████▍                                                    ▐█  6 ms
      worker              ▕██████████████████████████████████████████████████▏   34 ms
      process                ▕████████████████████████████████▎                  22 ms
                  0             10             20             30             40 ms
      "
    `);
  });

  test("leaves handshakes and the loading of modules out unless asked for them", () => {
    const hello = command({
      name: "hello",
      command: "hello",
      startMs: 250,
      endMs: 290,
      internal: true,
      requestId: 1,
    });
    const cold = record([...gather(2).spans, hello]);

    expect(draw(run(cold), { internal: true })).toMatchInlineSnapshot(`
      "
      program.ts

      thread         ███████████████████████████████████████↓████████↓        b 284 ms
      output                                                        2 packages╵ 1 line
      a hello                                               ╺───────             40 ms
      b find mongodb                                                 ╺────────b  50 ms
      c find vitest                                                  ╺────────c  50 ms
      in flight                                             ▄▄▄▄▄▄▄▄ ██████████ peak 2
                     0                100              200              300 ms

      █a█ handles a's reply   ██ other work   ↓ sends   ╾─ waits
      "
    `);
    expect(draw(run(cold))).toBe(draw(run(gather(2))));
  });

  test("begins with the slice that sends the first command, and ends with the last thing that happens", () => {
    const cold = record([
      slice(0, 40, { kind: "start" }),
      slice(45, 48, { kind: "other", type: "TCPConnectWrap" }, "connect"),
      slice(60, 65, { kind: "reply", connection: 1, requestId: 1 }, "hello"),
      command({ startMs: 64, endMs: 114, requestId: 2 }),
      slice(115, 118, { kind: "reply", connection: 1, requestId: 2 }),
      slice(118.001, 500, { kind: "other", type: "TCP" }, "socket"),
    ]);

    expect(draw(run(cold))).toMatchInlineSnapshot(`
      "
      program.ts

      thread          ████↓                                                  █a█  8 ms
      a find packages     ╾─────────────────────────────────────────────────░█a█ 50 ms
                      0         10        20        30        40        50 ms

      █a█ handles a's reply   ██ other work   ↓ sends   ╾─ waits
      ░░ reply here, unread
      Left out: the first 60 ms, in which the program starts and connects.
      "
    `);
  });

  test("begins with the first line of output where that is earlier, and cuts a slice that goes on all the while", () => {
    const blocking = record([
      slice(0, 900, { kind: "start" }),
      line(600, "ask"),
      { ...slice(700, 702, { kind: "message" }), thread: 1 },
      command({ startMs: 702, endMs: 752, requestId: 2 }),
      { ...slice(753, 755, { kind: "reply", connection: 1, requestId: 2 }), thread: 1 },
    ]);

    expect(draw(run(blocking))).toMatchInlineSnapshot(`
      "
      program.ts

      main thread     █████████████████████████████████████████████████████████ 300 ms
      worker                             ↓         a                              4 ms
      output          ╵ask                                                      1 line
      a find packages                    ╾─────────a                             50 ms
                      0        50        100      150       200      250      300 ms

      █a█ handles a's reply   ██ other work   ↓ sends   ╾─ waits
      Left out: the first 600 ms, in which the program starts and connects.
      "
    `);
  });

  test("points at the rows that it is told to, which are never folded", () => {
    const record100 = gather(100);
    const late = record100.spans.filter(({ lane }) => lane === "mongodb").at(-1);

    expect(draw(run(record100), { maxRows: 3, highlight: late ? [late] : [], threads: false }))
      .toMatchInlineSnapshot(`
        "
        program.ts

          output                                         100 packages╵            1 line
          a find mongodb    ╾──────────────────a                                   50 ms
          b find vitest     ╾──────────────────b                                   50 ms
          c … 97 more alike ───────────────────ccccccccccccccccccccccc             89 ms
        ▶ d find yaml                  ╾─────────────────────░░░░░░░░d 60 + 22 ms unread
          in flight         ▁▁▂▃▄▄▅▆▆▇██████████▇▇▆▆▅▅▄▄▃▂▂▁▁▁                  peak 100
                            0                 50                 100 ms

        █a█ handles a's reply   ╾─ waits   ░░ reply here, unread
        "
      `);
  });

  test("can draw nothing", () => {
    expect(draw(run(record([])))).toMatchInlineSnapshot(`
      "
      program.ts

      ! Nothing to draw: no command, no request, no output.
      "
    `);
  });

  test("can draw one span of 0 ms", () => {
    const only = record([command({ startMs: 7, endMs: 7 })]);

    expect(draw(run(only), { columns: 60 })).toMatchInlineSnapshot(`
      "
      program.ts

      a find packages ╾                                       0 ms
                      0.0                0.5                1.0 ms
      "
    `);
  });

  test("can draw what happens in one moment", () => {
    const moment = record([
      command({ startMs: 7, endMs: 7 }),
      command({ startMs: 7, endMs: 7, requestId: 2 }),
      line(7, "done"),
    ]);

    expect(draw(run(moment), { columns: 60 })).toMatchInlineSnapshot(`
      "
      program.ts

      output          ╵done                                 1 line
      a find packages ╾                                       0 ms
      b find packages ╾                                       0 ms
      in flight       █                                     peak 2
                      0.0               0.5               1.0 ms
      "
    `);
  });
});

describe("whatever the run", () => {
  const records = {
    gather: gather(),
    "one by one": oneByOne(),
    lecture: queryPlusHttp(),
    "big reply": bigReply(),
    "cut short": cutShort(),
    "long wait": longWait(),
    "1 000 spans": thousand(),
    "100 connections": gather(100),
    hostile: hostile(),
    nothing: record([]),
  };

  test.each(Object.entries(records))("%s stays within 40 to 200 columns", (_name, each) => {
    const picture = layOutPicture(run(each));
    for (let columns = 40; columns <= 200; columns += 16) {
      for (const unicode of [true, false]) {
        const lines = renderTerminal(picture, { columns, unicode, colors: 0 }).split("\n");
        expect(lines.filter((text) => widthOf(text) > columns)).toEqual([]);
      }
    }
  });

  test.each(Object.entries(records))("%s has its values in one column", (_name, each) => {
    const picture = layOutPicture(run(each));
    const values = picture.panels[0]?.rows.map(({ value }) => value) ?? [];
    const lines = renderTerminal(picture, { columns: 97, unicode: true, colors: 0 }).split("\n");

    const ends = lines.slice(2, 2 + values.length).map((text) => widthOf(text));

    expect(ends).toEqual(values.map(() => 97));
  });

  test.each(Object.entries(records))("%s says the same with colors as without", (_name, each) => {
    const picture = layOutPicture(run(each));
    const plain = renderTerminal(picture, { columns: 80, unicode: true, colors: 0 });

    for (const colors of [16, 256] as const) {
      const colored = renderTerminal(picture, { columns: 80, unicode: true, colors });
      // oxlint-disable-next-line no-control-regex
      const stripped = colored.replaceAll(/\u001b\[[0-9;]*m/g, "");
      const trimmed = stripped
        .split("\n")
        .map((text) => text.trimEnd())
        .join("\n");
      expect(trimmed).toBe(plain);
    }
  });

  test.each(Object.entries(records))("%s moves no cursor and hides nothing", (_name, each) => {
    const plain = draw(run(each));
    const ascii = draw(run(each), { unicode: false });

    const unsafe =
      // oxlint-disable-next-line no-control-regex
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
    expect(plain).not.toMatch(unsafe);
    // oxlint-disable-next-line no-control-regex
    expect(ascii).not.toMatch(/[^\n\u0020-\u007e]/);
  });

  test("every operation that is drawn on the thread has its letter there or shares a cell with one that has", () => {
    const letters = (draw(run(oneByOne())).split("\n")[3] ?? "").slice(16).match(/[a-j]/g);

    expect(letters?.join("")).toBe("abcdefghij");
  });

  test("less than 40 columns are 40, more than 200 are 200", () => {
    const widest = (columns: number) =>
      Math.max(
        ...draw(run(gather()), { columns })
          .split("\n")
          .map((text) => widthOf(text)),
      );

    expect([widest(10), widest(1000)]).toEqual([40, 200]);
  });
});

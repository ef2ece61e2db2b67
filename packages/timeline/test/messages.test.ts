import { describe, expect, it } from "vitest";
import { layOutPicture, renderSvg } from "../src/index.ts";
import type { Message, ThreadSpan } from "../src/index.ts";
import { readRunFile, writeRunFile } from "../src/run-file.ts";
import { draw, run } from "./records/draw.ts";
import { record, slice } from "./records/gather.ts";

const work = (thread: number, startMs: number, endMs: number): ThreadSpan => ({
  ...slice(startMs, endMs, { kind: "start" }),
  thread,
});
const spans = [work(0, 0, 10), work(1, 20, 80), work(0, 90, 100)];
const threads = [
  { number: 0, kind: "main" as const },
  { number: 1, kind: "worker" as const, name: "worker.mjs" },
];
const there: Message = { from: 0, to: 1, sentMs: 5, receivedMs: 20 };
const back: Message = { from: 1, to: 0, sentMs: 75, receivedMs: 90 };

const runWith = (messages: Message[]) => run(record(spans, { threads, messages }));
const arrowsOf = (messages: Message[]) => layOutPicture(runWith(messages)).panels[0]?.arrows;

describe("a message between threads", () => {
  it("is an arrow from the row that sends to the row that handles it", () => {
    expect(arrowsOf([there, back])).toEqual([
      {
        fromRow: 0,
        toRow: 1,
        from: 0.05,
        to: 0.2,
        title: "a message from main thread to worker: handled 15 ms after it was sent",
      },
      {
        fromRow: 1,
        toRow: 0,
        from: 0.75,
        to: 0.9,
        title: "a message from worker to main thread: handled 15 ms after it was sent",
      },
    ]);
  });

  it("is drawn once where many would lie on each other, and not at all for a thread that has no row", () => {
    const close = { ...there, sentMs: 5.5, receivedMs: 20.5 };
    const late = { ...there, sentMs: 5.5, receivedMs: 60 };

    expect(arrowsOf([there, close])).toHaveLength(1);
    expect(arrowsOf([there, late])).toHaveLength(2);
    expect(arrowsOf([{ ...there, to: 2 }])).toEqual([]);
  });

  it("is a sign in the row that sends it, in the terminal", () => {
    expect(draw(runWith([there, back]), { columns: 60 })).toMatchInlineSnapshot(`
      "
      program.ts

      main thread ██↘█▎                                ▕████ 20 ms
      worker              ▐██████████████████████↗█▋         60 ms
                  0                    50                  100 ms

      ██ other work   ↘↗ sends a message down, up
      "
    `);
    expect(draw(runWith([there, back]), { columns: 60, unicode: false })).toContain("\\");
    expect(draw(runWith([]), { columns: 60 })).not.toContain("↘");
  });

  it("is a line with a head in the SVG, from edge to edge, and its legend is there only with it", () => {
    const svg = renderSvg(layOutPicture(runWith([there, back])));
    const lines = [
      ...svg.matchAll(
        /<line class="arrow" data-from="(\S+)" data-to="(\S+)"[^>]* y1="(\S+)"[^>]* y2="(\S+)"/g,
      ),
    ];

    expect(lines.map(([, from, to]) => [from, to])).toEqual([
      ["0.05", "0.2"],
      ["0.75", "0.9"],
    ]);
    const [down, up] = lines.map(([, , , start, end]) => Number(end) - Number(start));
    expect(down).toBeGreaterThan(0);
    expect(up).toBe(-(down ?? 0));
    expect(svg).toContain("message, sent to handled");
    expect(renderSvg(layOutPicture(runWith([])))).not.toContain("message, sent to handled");
  });

  it("is kept in the file of a run, and in JSON", () => {
    expect(runWith([there, back]).timeline.toJSON().messages).toEqual([there, back]);
    expect(runWith([]).timeline.toJSON()).not.toHaveProperty("messages");
    const text = writeRunFile(runWith([there, back]), { id: "a", output: "b" });

    expect(readRunFile(text).run.timeline.messages).toEqual([there, back]);
    expect(writeRunFile(runWith([]), { id: "a", output: "b" })).not.toContain("messages");
  });
});

import { describe, expect, it, test } from "vitest";
import {
  layOutPicture,
  renderHtml,
  renderSvg,
  renderTerminal,
  renderTrace,
  Timeline,
} from "../src/index.ts";
import { meanParts, partsOf, sayParts, totalOf } from "../src/parts.ts";
import { run } from "./records/draw.ts";
import { command, record, slice } from "./records/gather.ts";
import { request } from "./records/scenes.ts";

/** 25 ms there, 2 ms in the server, 25 ms back, 8 ms unread, 3 ms and 1 ms handled. */
const query = command({ startMs: 10, sentMs: 35, repliedMs: 37, endMs: 62, requestId: 5 });
const reply = { kind: "reply", connection: 1, requestId: 5 } as const;
const record1 = record([
  slice(8, 10, { kind: "start" }),
  query,
  slice(70, 73, reply),
  slice(75, 76, reply),
]);

describe("where the time of an operation went", () => {
  it("is latency on both ways, the server, waiting unread, and handling", () => {
    expect(new Timeline(record1).partsOf(query)).toEqual({
      addedMs: 50,
      heldMs: 0,
      serverMs: 2,
      awaitedMs: 0,
      unreadMs: 8,
      handlingMs: 4,
    });
  });

  it("adds up to the wait and what comes after it, whatever the record lacks", () => {
    const held = command({ startMs: 0, sentMs: 1, repliedMs: 2, endMs: 300 });
    const silent = command({ startMs: 0, endMs: 40 });
    const abandoned = command({ startMs: 0, sentMs: 25, repliedMs: 90, endMs: 40, cut: true });
    const neverSent = command({ startMs: 0, endMs: 20, cut: true });
    const weather = request({ startMs: 0, endMs: 55, latencyMs: 50 });

    for (const one of [held, silent, abandoned, neverSent, weather]) {
      const read = slice(one.endMs + 5, one.endMs + 8, { kind: "timer" });
      expect(totalOf(partsOf(one, [read]))).toBeCloseTo(one.endMs - one.startMs + 8, 9);
      expect(Math.min(...Object.values(partsOf(one, [read])))).toBeGreaterThanOrEqual(0);
    }
  });

  it("is held, and not latency, where others went first", () => {
    const held = command({ startMs: 0, sentMs: 40, repliedMs: 42, endMs: 100, heldMs: 88 });

    const parts = partsOf(held, []);
    expect([parts, sayParts(parts)]).toEqual([
      { addedMs: 10, heldMs: 88, serverMs: 2, awaitedMs: 0, unreadMs: 0, handlingMs: 0 },
      "100 ms = 10 latency added + 88 held + 2 server",
    ]);
  });

  it("is waiting for an event, and not the server's work, where a getMore waits", () => {
    const getMore = command({
      startMs: 0,
      sentMs: 25,
      repliedMs: 925,
      endMs: 950,
      awaitsData: true,
    });

    expect(partsOf(getMore, [])).toMatchObject({ addedMs: 50, serverMs: 0, awaitedMs: 900 });
  });
});

describe("the sentence about it", () => {
  it("has numbers that add up as they stand", () => {
    for (let seed = 1; seed < 400; seed++) {
      const part = (n: number) => ((seed * n * 7919) % 1009) / 37;
      const parts = {
        addedMs: part(1),
        heldMs: part(4),
        serverMs: part(2),
        awaitedMs: 0,
        unreadMs: part(3),
        handlingMs: part(5),
      };
      const [total = NaN, ...rest] =
        sayParts(parts)
          .match(/[\d.]+/g)
          ?.map(Number) ?? [];

      expect(rest.reduce((sum, each) => sum + each, 0)).toBeCloseTo(total, 6);
    }
  });

  it("leaves out what is nothing", () => {
    const none = { addedMs: 0, heldMs: 0, serverMs: 0, awaitedMs: 0, unreadMs: 0, handlingMs: 0 };

    expect([sayParts({ ...none, addedMs: 50, serverMs: 1.6 }), sayParts(none)]).toEqual([
      "51.6 ms = 50 latency added + 1.6 server",
      "0 ms",
    ]);
    expect(meanParts([])).toBeUndefined();
  });
});

test("every renderer says the same", async () => {
  const sentence = "64 ms = 50 latency added + 2 server + 8 unread + 4 handling";
  const picture = layOutPicture(run(record1));

  const drawn = [
    renderTerminal(picture, { columns: 120, colors: 0, unicode: true }),
    renderSvg(picture),
    await renderHtml(run(record1)),
  ];
  for (const text of drawn) expect(text).toContain(sentence);
  const json = JSON.parse(JSON.stringify(new Timeline(record1))) as { spans: object[] };
  const { traceEvents } = JSON.parse(renderTrace(run(record1))) as {
    traceEvents: { cat?: string; args: object }[];
  };
  const parts = { addedMs: 50, heldMs: 0, serverMs: 2, awaitedMs: 0, unreadMs: 8, handlingMs: 4 };
  expect(json.spans.find((span) => "command" in span)).toMatchObject({ parts });
  expect(traceEvents.find(({ cat }) => cat === "mongodb")?.args).toMatchObject({ parts });
});

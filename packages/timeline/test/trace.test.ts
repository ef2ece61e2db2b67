import { describe, expect, test } from "vitest";
import { renderTrace } from "../src/index.ts";
import type { PicturedRun } from "../src/index.ts";
import { createTrace } from "../src/trace/render-trace.ts";
import type { CompleteEvent, FlowEvent, Trace } from "../src/trace/trace-event.ts";
import { run } from "./records/draw.ts";
import { command, gather, oneByOne, record } from "./records/gather.ts";
import {
  bigReply,
  cutShort,
  hostile,
  longWait,
  queryPlusHttp,
  thousand,
} from "./records/scenes.ts";

const runs: Record<string, PicturedRun> = {
  gather: run(gather()),
  "one by one": run(oneByOne()),
  lecture: run(queryPlusHttp()),
  "big reply": run(bigReply()),
  "cut short": run(cutShort(), { timedOut: true }),
  "long wait": run(longWait()),
  "1 000 spans": run(thousand()),
  hostile: run(hostile()),
  "overlapping commands on one connection": run(
    record([
      command({ startMs: 0, endMs: 10, requestId: 1 }),
      command({ startMs: 5, endMs: 15, requestId: 2 }),
      command({ startMs: 15, endMs: 20, requestId: 3 }),
    ]),
  ),
  nothing: run(record([])),
};

/** Times as whole nanoseconds: the grain of the record's clock, free of the dust of binary fractions. */
const nanoseconds = (microseconds: number) => Math.round(microseconds * 1000);

const track = ({ pid, tid }: { pid: number; tid: number }) => `${pid}/${tid}`;

function boxesOf(trace: Trace): CompleteEvent[] {
  return trace.traceEvents.filter((event) => event.ph === "X");
}

describe.each(Object.entries(runs))("the trace of %s", (_name, each) => {
  const text = renderTrace(each);
  const trace = createTrace([each]);

  test("is one JSON object, the same as the events, one a line", () => {
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(trace)));
    expect(text.split("\n")).toHaveLength(trace.traceEvents.length + 3);
  });

  test("has the fields that the format asks of each kind of event", () => {
    const required = {
      M: ["args", "name", "ph", "pid", "tid"],
      X: ["args", "cat", "dur", "name", "ph", "pid", "tid", "ts"],
      i: ["args", "cat", "name", "ph", "pid", "s", "tid", "ts"],
      C: ["args", "name", "ph", "pid", "tid", "ts"],
      s: ["cat", "id", "name", "ph", "pid", "tid", "ts"],
      f: ["bp", "cat", "id", "name", "ph", "pid", "tid", "ts"],
    };
    const wrong = trace.traceEvents.filter(
      (event) =>
        Object.keys(event).toSorted().join() !== required[event.ph].join() ||
        ("ts" in event && !(event.ts >= 0)) ||
        ("dur" in event && !(event.dur >= 0)) ||
        event.name === "",
    );
    expect(wrong).toEqual([]);
  });

  test("names every process and every track that it uses, once", () => {
    const named = trace.traceEvents.flatMap((event) =>
      event.ph === "M" && event.name === "thread_name" ? [track(event)] : [],
    );
    const used = new Set(
      trace.traceEvents.flatMap((event) =>
        event.ph === "X" || (event.ph === "i" && event.s === "t") ? [track(event)] : [],
      ),
    );

    expect(named.toSorted((a, b) => a.localeCompare(b))).toEqual(
      [...used].toSorted((a, b) => a.localeCompare(b)),
    );
    expect(trace.traceEvents[0]).toMatchObject({ ph: "M", name: "process_name", pid: 1 });
  });

  test("has no two stretches on a track that overlap without one being inside the other", () => {
    const tracks = new Map<string, CompleteEvent[]>();
    for (const box of boxesOf(trace)) {
      tracks.set(track(box), [...(tracks.get(track(box)) ?? []), box]);
    }
    for (const boxes of tracks.values()) {
      const open: number[] = [];
      for (const { ts, dur } of boxes.toSorted((a, b) => a.ts - b.ts || b.dur - a.dur)) {
        const [start, end] = [nanoseconds(ts), nanoseconds(ts + dur)];
        while ((open.at(-1) ?? Infinity) <= start) open.pop();
        expect(end).toBeLessThanOrEqual(open.at(-1) ?? Infinity);
        open.push(end);
      }
    }
  });

  test("has arrows with one start and one end, each within a stretch of its track, never into the past", () => {
    const flows = trace.traceEvents.filter(
      (event): event is FlowEvent => event.ph === "s" || event.ph === "f",
    );
    const byId = groupBy(flows, ({ id }) => id);
    const boxes = groupBy(boxesOf(trace), track);
    const isInside = (flow: FlowEvent) =>
      (boxes.get(track(flow)) ?? []).some(
        (box) =>
          nanoseconds(box.ts) <= nanoseconds(flow.ts) &&
          nanoseconds(flow.ts) <= nanoseconds(box.ts + box.dur),
      );
    const wrong = [...byId.values()].filter(([start, end, ...more]) => {
      const isPair = start?.ph === "s" && end?.ph === "f" && more.length === 0;
      return !isPair || end.ts < start.ts || !isInside(start) || !isInside(end);
    });
    expect(wrong).toEqual([]);
  });
});

function groupBy<Key, Event>(events: Event[], keyOf: (event: Event) => Key): Map<Key, Event[]> {
  const groups = new Map<Key, Event[]>();
  for (const event of events) {
    const group = groups.get(keyOf(event));
    if (group) group.push(event);
    else groups.set(keyOf(event), [event]);
  }
  return groups;
}

describe("the trace", () => {
  test("has a track for the thread, one per connection, and one for HTTP", () => {
    const { traceEvents } = createTrace([run(queryPlusHttp())]);

    const names = traceEvents.flatMap((event) =>
      event.ph === "M" && event.name === "thread_name" ? [event.args] : [],
    );
    expect(names).toEqual([
      { name: "thread" },
      { name: "connection 2" },
      { name: "HTTP" },
      { name: "output" },
    ]);
  });

  test("points from the slice that sent a command to it, and from it to the slice that handled its reply", () => {
    const { traceEvents } = createTrace([run(queryPlusHttp())]);

    const flows = traceEvents.flatMap((event) =>
      event.ph === "s" || event.ph === "f" ? [[event.name, event.ph, event.tid, event.ts]] : [],
    );
    expect(flows).toEqual([
      ["send", "s", 1, 111_999],
      ["send", "f", 2, 112_000],
      ["reply", "s", 2, 161_999],
      ["reply", "f", 1, 162_500],
      ["send", "s", 1, 111_999],
      ["send", "f", 3, 114_000],
      ["reply", "s", 3, 153_999],
      ["reply", "f", 1, 154_500],
    ]);
  });

  test("shows how long a reply lay unread, after its command", () => {
    const { traceEvents } = createTrace([run(bigReply())]);

    const unread = traceEvents.filter((event) => event.ph === "X" && event.cat === "unread");
    expect(unread).toEqual([
      {
        ph: "X",
        cat: "unread",
        name: "reply not yet read",
        pid: 1,
        tid: 2,
        ts: 24_000,
        dur: 500,
        args: {},
      },
      {
        ph: "X",
        cat: "unread",
        name: "reply not yet read",
        pid: 1,
        tid: 3,
        ts: 30_000,
        dur: 54_500,
        args: {},
      },
    ]);
  });

  test("puts commands that overlap on one connection on tracks of their own", () => {
    const each = runs["overlapping commands on one connection"];

    const names = createTrace(each ? [each] : []).traceEvents.flatMap((event) =>
      event.ph === "M" && event.name === "thread_name" ? [event.args] : [],
    );
    expect(names).toEqual([{ name: "connection 1" }, { name: "connection 1 (2)" }]);
  });

  test("has a process per run, in order, and arrows that do not mix them up", () => {
    const trace = createTrace([run(gather(2)), run(oneByOne(2))]);

    const flows = trace.traceEvents.filter(
      (event): event is FlowEvent => event.ph === "s" || event.ph === "f",
    );
    const pidsOfFlow = flows.map(({ pid, id }) => `${id} in ${pid}`);
    expect(new Set(pidsOfFlow).size).toBe(flows.length / 2);
    expect(new Set(trace.traceEvents.map(({ pid }) => pid))).toEqual(new Set([1, 2]));
  });

  test("counts what is in flight", () => {
    const { traceEvents } = createTrace([run(gather(2))]);

    const counts = traceEvents.flatMap((event) => (event.ph === "C" ? [event.args] : []));
    expect(counts).toEqual([
      { operations: 1 },
      { operations: 2 },
      { operations: 1 },
      { operations: 0 },
    ]);
  });
});

import { Readable, Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { createOutbox, type Outbox } from "../src/outbox.ts";

/** An outbox whose target takes bytes only when it is told to. */
function setUp(): {
  outbox: Outbox<string>;
  passed: [about: string, atMs: number][];
  source: Readable;
  written: string[];
  takeOne: () => void;
  wind: (nowMs: number) => void;
} {
  const written: string[] = [];
  const passed: [string, number][] = [];
  const taking: (() => void)[] = [];
  let nowMs = 0;
  const target = new Writable({
    highWaterMark: 4,
    write(chunk: Buffer, _encoding, done) {
      written.push(chunk.toString("latin1", 0, 8));
      taking.push(done);
    },
  });
  const source = new Readable({ read() {} });
  source.resume();
  return {
    outbox: createOutbox<string>({
      target,
      source,
      clock: () => nowMs,
      onPassed: (about, atMs) => void passed.push([about, atMs]),
    }),
    passed,
    source,
    written,
    takeOne: () => taking.shift()?.(),
    wind: (to) => {
      nowMs = to;
    },
  };
}

const megabyte = 1 << 20;

async function nextTurn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe("createOutbox", () => {
  it("writes at once what is due, and never waits for a later parcel", () => {
    const { outbox, written, passed, wind } = setUp();
    wind(7);

    outbox.add({ bytes: Buffer.from("a"), dueMs: 7, about: "first" });

    expect(written).toEqual(["a"]);
    expect(passed).toEqual([["first", 7]]);
  });

  it("gives a full target nothing more until it has drained", async () => {
    const { outbox, written, takeOne } = setUp();
    outbox.add({ bytes: Buffer.from("first"), dueMs: 0 });
    outbox.add({ bytes: Buffer.from("second"), dueMs: 0 });
    await nextTurn();
    const before = [...written];

    takeOne();
    await nextTurn();

    expect(before).toEqual(["first"]);
    expect(written).toEqual(["first", "second"]);
  });

  it("stops reading from the source while more than a megabyte waits", async () => {
    const { outbox, source, takeOne } = setUp();
    const paused: boolean[] = [];
    outbox.add({ bytes: Buffer.from("first"), dueMs: 0 });

    outbox.add({ bytes: Buffer.alloc(megabyte - 1), dueMs: 0 });
    paused.push(source.isPaused());
    outbox.add({ bytes: Buffer.alloc(1), dueMs: 0 });
    paused.push(source.isPaused());
    takeOne();
    await nextTurn();
    paused.push(source.isPaused());

    expect(paused).toEqual([false, true, false]);
  });

  it("stops reading from the source while more than a megabyte is delayed", () => {
    const { outbox, source, wind } = setUp();
    outbox.add({ bytes: Buffer.alloc(megabyte), dueMs: 10 });
    const during = source.isPaused();

    wind(10);
    outbox.pump();

    expect(during).toBe(true);
    expect(source.isPaused()).toBe(false);
    outbox.discard();
  });

  it("reads from the source again when what waited is discarded", () => {
    const { outbox, source } = setUp();
    outbox.add({ bytes: Buffer.alloc(megabyte), dueMs: 10 });

    outbox.discard();

    expect(source.isPaused()).toBe(false);
  });

  it("lets a held parcel hold up the parcels after it", () => {
    const { outbox, written } = setUp();
    const held = { bytes: Buffer.from("held"), dueMs: 0, held: true };
    outbox.add(held);
    outbox.add({ bytes: Buffer.from("behind"), dueMs: 0 });
    const before = [...written];

    held.held = false;
    outbox.pump();

    expect(before).toEqual([]);
    expect(written).toEqual(["held"]);
  });

  it("lets nothing out while it is frozen, not even what was due", () => {
    const { outbox, written } = setUp();
    outbox.freeze();
    outbox.add({ bytes: Buffer.from("a"), dueMs: 0 });
    outbox.pump();
    const before = [...written];

    outbox.thaw();

    expect(before).toEqual([]);
    expect(written).toEqual(["a"]);
  });

  it("finishes when everything before has been passed on, and not while it is frozen", () => {
    const { outbox, wind } = setUp();
    const finished: string[] = [];
    outbox.add({ bytes: Buffer.from("a"), dueMs: 10 });
    outbox.finish(() => finished.push("finished"));
    const beforeDue = [...finished];
    outbox.freeze();
    wind(10);
    outbox.pump();
    const whileFrozen = [...finished];

    outbox.thaw();

    expect([beforeDue, whileFrozen, finished]).toEqual([[], [], ["finished"]]);
  });

  it("passes on thousands of parcels in order", async () => {
    const { outbox, written, takeOne } = setUp();
    const expected = Array.from({ length: 2000 }, (_, index) => String(index));
    for (const text of expected) outbox.add({ bytes: Buffer.from(text), dueMs: 0 });

    while (written.length < expected.length) {
      takeOne();
      await nextTurn();
    }

    expect(written).toEqual(expected);
  });
});

import { expect, test } from "vitest";
import { record } from "../../src/thread/preload/record-format.mjs";
import { readSliceFile } from "../../src/thread/read-slice-file.ts";

const tcp = record.firstResource;

/** A file as the recorder writes it, on a clock whose zero is 1000. */
function bytesOf(...records: number[][]): Uint8Array {
  return new Uint8Array(
    new Float64Array(
      [[record.header, 1000, 42, 0], [record.begin, 0], [record.ready, 5], ...records].flatMap(
        ([tag = 0, atMs = 0, value = 0, previousEndMs = 0]) => [tag, atMs, value, previousEndMs],
      ),
    ).buffer,
  );
}

test("a slice ends where the loop's waiting began, not where its callback returned", () => {
  const bytes = bytesOf(
    [record.firstLine, 10],
    [tcp, 50, 5001, 12],
    [record.after, 51],
    [tcp, 70, 0, 58],
    [record.after, 71],
    [record.exit, 90, 0, 80],
  );

  const file = readSliceFile(bytes, 1100);

  expect(file).toEqual({
    pid: 42,
    threadId: 0,
    name: "",
    startedMs: 1000,
    droppedSlices: 0,
    posted: [],
    received: [],
    ports: [],
    slices: [
      { startMs: 1000, endMs: 1010, origin: { kind: "load" } },
      { startMs: 1010, endMs: 1012, origin: { kind: "start" } },
      {
        startMs: 1050,
        endMs: 1058,
        origin: { kind: "resource", type: "unknown", localPort: 5001 },
      },
      { startMs: 1070, endMs: 1080, origin: { kind: "resource", type: "unknown" } },
    ],
  });
});

test("a file that breaks off in a callback ends with a slice that is cut", () => {
  const bytes = bytesOf([record.firstLine, 10], [tcp, 50, 0, 12]);

  const file = readSliceFile(bytes, 1100);

  expect(file?.slices.at(-1)).toEqual({
    startMs: 1050,
    endMs: 1100,
    origin: { kind: "resource", type: "unknown" },
    cut: true,
  });
});

test("a file that breaks off after a callback ends with that callback", () => {
  const bytes = bytesOf([record.firstLine, 10], [tcp, 50, 0, 12], [record.after, 53]);

  const file = readSliceFile(bytes, 1100);

  expect(file?.slices.at(-1)).toEqual({
    startMs: 1050,
    endMs: 1053,
    origin: { kind: "resource", type: "unknown" },
  });
});

test("what a worker posts in its microtasks is part of its slice, also when it is ended after that", () => {
  const bytes = bytesOf(
    [record.firstLine, 10],
    [tcp, 50, 0, 12],
    [record.after, 53],
    [record.posted, 90, 1],
  );

  const file = readSliceFile(bytes, 1100);

  expect(file?.slices.at(-1)).toEqual({
    startMs: 1050,
    endMs: 1090,
    origin: { kind: "resource", type: "unknown" },
  });
});

test("the slice before the first that was dropped ends there, and nothing follows it", () => {
  const bytes = bytesOf(
    [record.firstLine, 10],
    [tcp, 50, 0, 12],
    [record.after, 51],
    [record.dropped, 60, 0, 52],
    [record.after, 61],
    [record.dropped, 900, 700, 0],
    [record.exit, 900, 0, 880],
  );

  const file = readSliceFile(bytes, 2000);

  expect(file?.droppedSlices).toBe(700);
  expect(file?.slices.at(-1)).toEqual({
    startMs: 1050,
    endMs: 1052,
    origin: { kind: "resource", type: "unknown" },
  });
});

test("a program that was killed while it loaded has its loading, cut", () => {
  const bytes = bytesOf().subarray(0, 2 * record.bytes);

  const file = readSliceFile(bytes, 1100);

  expect(file?.slices).toEqual([
    { startMs: 1000, endMs: 1100, origin: { kind: "load" }, cut: true },
  ]);
});

test("whatever length a file is cut to, it is read, and no slice ends before it starts", () => {
  const whole = bytesOf(
    [record.firstLine, 10],
    [record.name, tcp],
    [0, 0, 0, 0],
    [tcp, 50, 5001, 12],
    [record.after, 51],
    [tcp, 70, 0, 58],
    [record.exit, 90, 0, 80],
  );

  for (let length = 0; length <= whole.length; length++) {
    // Not at the start of its buffer, as what readFile gives may be.
    const moved = new Uint8Array(length + 3);
    moved.set(whole.subarray(0, length), 3);

    const file = readSliceFile(moved.subarray(3), 1100);

    if (length < record.bytes) expect(file).toBeUndefined();
    else {
      expect(file?.slices.length).toBeGreaterThan(0);
      for (const { startMs, endMs } of file?.slices ?? []) {
        expect(endMs).toBeGreaterThanOrEqual(startMs);
      }
    }
  }
});

test("messages and what ports lead to stand between slices, and end none", () => {
  const bytes = bytesOf(
    [record.firstLine, 10],
    [record.port, 11, 3, 7],
    [record.posted, 12, 3],
    [tcp, 50, 0, 20],
    [record.received, 50, 3],
    [record.after, 51],
    [record.exit, 90, 0, 60],
  );

  const file = readSliceFile(bytes, 1100);

  expect(file).toMatchObject({
    ports: [{ port: 3, threadId: 7 }],
    posted: [{ port: 3, atMs: 1012 }],
    received: [{ port: 3, atMs: 1050 }],
  });
  expect(file?.slices.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
    [1000, 1010],
    [1010, 1020],
    [1050, 1060],
  ]);
});

import { describe, expect, it } from "vitest";
import { createFrameSplitter, encodeMessage, FrameLengthError, WireError } from "../src/index.ts";

const frames = [
  encodeMessage({ ping: 1 }, { requestId: 1 }),
  encodeMessage({ find: "packages", filter: { name: "x".repeat(300) } }, { requestId: 2 }),
  encodeMessage({ ok: 1 }, { requestId: 3, responseTo: 1 }),
];
/** Comparing text is a hundred times as fast as comparing bytes one by one. */
const expected = hex(frames);
const stream = Buffer.concat(frames);

function hex(buffers: Buffer[]): string[] {
  return buffers.map((buffer) => buffer.toString("hex"));
}

function frameWithLength(length: number): Buffer {
  const frame = Buffer.alloc(16);
  frame.writeInt32LE(length, 0);
  return frame;
}

describe("createFrameSplitter", () => {
  it("finds the same frames wherever the stream is cut in two", () => {
    for (let cut = 0; cut <= stream.length; cut += 1) {
      const splitter = createFrameSplitter();

      const found = [
        ...splitter.push(stream.subarray(0, cut)),
        ...splitter.push(stream.subarray(cut)),
      ];

      expect(hex(found), `cut at ${cut}`).toEqual(expected);
      expect(splitter.pendingBytes).toBe(0);
    }
  });

  it("finds the same frames in chunks of any one size", () => {
    for (let size = 1; size <= 40; size += 1) {
      const splitter = createFrameSplitter();
      const found: Buffer[] = [];

      for (let at = 0; at < stream.length; at += size) {
        found.push(...splitter.push(stream.subarray(at, at + size)));
      }

      expect(hex(found), `chunks of ${size}`).toEqual(expected);
    }
  });

  it("returns views on a chunk, and copies only a frame that came in pieces", () => {
    const splitter = createFrameSplitter();
    // Chunks with memory of their own, as a socket's are: small ones would share Node's pool.
    const first = Buffer.alloc(60, stream.subarray(0, 60));
    const second = Buffer.alloc(stream.length - 60, stream.subarray(60));

    const found = [...splitter.push(first), ...splitter.push(second)];

    expect(found).toEqual(frames);
    const owners: ArrayBufferLike[] = [first.buffer, second.buffer];
    expect(found.map(({ buffer }) => owners.indexOf(buffer))).toEqual([0, -1, 1]);
  });

  it("hands out the bytes of an unfinished frame and starts afresh", () => {
    const splitter = createFrameSplitter();
    splitter.push(stream.subarray(0, 7));

    expect(splitter.pendingBytes).toBe(7);
    expect(splitter.takePending()).toEqual(stream.subarray(0, 7));
    expect(splitter.pendingBytes).toBe(0);
    expect(splitter.push(stream)).toEqual(frames);
  });

  it.each([0, -1, 15, 48_000_001, 0x7fffffff])("refuses a message of %i bytes", (length) => {
    const splitter = createFrameSplitter();

    expect(() => splitter.push(frameWithLength(length))).toThrow(
      `Cannot read a message of ${length} bytes as a message has 16 to 48000000`,
    );
  });

  it("refuses a message above a limit of its own, and takes one of just that size", () => {
    const splitter = createFrameSplitter(100);

    expect(splitter.push(frameWithLength(100))).toEqual([]);
    expect(() => createFrameSplitter(100).push(frameWithLength(101))).toThrow(WireError);
  });

  it("keeps the good frames of a chunk that turns bad, and the bad bytes", () => {
    const bad = frameWithLength(3);

    let caught: unknown;
    try {
      createFrameSplitter().push(Buffer.concat([stream, bad]));
    } catch (error) {
      caught = error;
    }

    expect(caught).toBeInstanceOf(FrameLengthError);
    expect(caught).toMatchObject({ frames, rest: bad });
  });

  it("notices a bad length whose four bytes came one by one", () => {
    const splitter = createFrameSplitter();
    const bad = frameWithLength(3);
    for (const at of [0, 1, 2]) expect(splitter.push(bad.subarray(at, at + 1))).toEqual([]);

    expect(() => splitter.push(bad.subarray(3, 4))).toThrow(FrameLengthError);
  });
});

import { headerBytes, maxMessageBytes, WireError } from "./frame.ts";

/** A length field that cannot be one: whatever follows cannot be told apart anymore. */
export class FrameLengthError extends WireError {
  override name = "FrameLengthError";
  /** The frames of the same chunk that were whole before the bad one. */
  readonly frames: Buffer[];
  /** The bytes from the bad length field on. */
  readonly rest: Buffer;

  constructor(message: string, frames: Buffer[], rest: Buffer) {
    super(message);
    this.frames = frames;
    this.rest = rest;
  }
}

export interface FrameSplitter {
  /**
   * Takes the next bytes of a connection and returns the frames that are now whole, in order.
   * A frame that came in one chunk is a view on that chunk; only a frame that came in several
   * is copied, once, when it is complete.
   *
   * @throws FrameLengthError when a length is below the header's or above the limit; the
   *   connection cannot be split any further
   */
  push(chunk: Buffer): Buffer[];
  /** Bytes of an unfinished frame that wait for the rest of it. */
  readonly pendingBytes: number;
  /** Returns the bytes of the unfinished frame, and forgets them. */
  takePending(): Buffer;
}

/** Returns a splitter for one direction of one connection. */
export function createFrameSplitter(limitBytes: number = maxMessageBytes): FrameSplitter {
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  /** Length of the frame that `pending` starts, 0 while its first four bytes are not here. */
  let expectedBytes = 0;

  function takePending(): Buffer {
    const [first, ...more] = pending;
    const bytes = first && more.length === 0 ? first : Buffer.concat(pending, pendingBytes);
    pending = [];
    pendingBytes = 0;
    expectedBytes = 0;
    return bytes;
  }

  function keep(bytes: Buffer): void {
    if (bytes.length === 0) return;
    pending.push(bytes);
    pendingBytes += bytes.length;
  }

  function readLength(bytes: Buffer, frames: Buffer[]): number {
    const length = bytes.readInt32LE(0);
    if (length < headerBytes || length > limitBytes) {
      throw new FrameLengthError(
        `Cannot read a message of ${length} bytes as a message has ${headerBytes} to ${limitBytes}`,
        frames,
        bytes,
      );
    }
    return length;
  }

  /** Adds to the unfinished frame as much of `chunk` as belongs to it and returns the rest. */
  function finishPending(chunk: Buffer, frames: Buffer[]): Buffer {
    if (expectedBytes === 0) {
      const start = Buffer.concat([takePending(), chunk]);
      if (start.length < 4) {
        keep(start);
        return start.subarray(start.length);
      }
      return start;
    }
    const missingBytes = expectedBytes - pendingBytes;
    keep(chunk.subarray(0, missingBytes));
    if (chunk.length >= missingBytes) frames.push(takePending());
    return chunk.subarray(Math.min(missingBytes, chunk.length));
  }

  return {
    get pendingBytes() {
      return pendingBytes;
    },

    takePending,

    push(chunk) {
      const frames: Buffer[] = [];
      let rest = pendingBytes > 0 ? finishPending(chunk, frames) : chunk;
      while (rest.length >= 4) {
        const length = readLength(rest, frames);
        if (rest.length < length) {
          expectedBytes = length;
          break;
        }
        frames.push(rest.subarray(0, length));
        rest = rest.subarray(length);
      }
      keep(rest);
      return frames;
    },
  };
}

import { headerBytes, maxMessageBytes, WireError } from "./frame.ts";

export interface FrameSplitter {
  /**
   * Takes the next bytes of a connection and returns the frames that are now whole, in order.
   * A frame that came in one chunk is a view on that chunk; only a frame that came in several
   * is copied, once, when it is complete.
   *
   * @throws WireError when a length is below the header's or above the limit
   */
  push(chunk: Buffer): Buffer[];
  /** Bytes of an unfinished frame that wait for the rest of it. */
  readonly pendingBytes: number;
}

/** Returns a splitter for one direction of one connection. */
export function createFrameSplitter(limitBytes: number = maxMessageBytes): FrameSplitter {
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  /** Length of the frame that `pending` starts, 0 while its first four bytes are not here. */
  let expectedBytes = 0;

  function readLength(buffer: Buffer, offset: number): number {
    const length = buffer.readInt32LE(offset);
    if (length < headerBytes || length > limitBytes) {
      throw new WireError(
        `Cannot read a message of ${length} bytes as a message has ${headerBytes} to ${limitBytes}`,
      );
    }
    return length;
  }

  return {
    get pendingBytes() {
      return pendingBytes;
    },

    push(chunk) {
      const frames: Buffer[] = [];
      let rest = chunk;

      if (pendingBytes > 0) {
        pending.push(chunk);
        pendingBytes += chunk.length;
        if (expectedBytes === 0) {
          if (pendingBytes < 4) return frames;
          if (pending[0]!.length < 4) pending = [Buffer.concat(pending, pendingBytes)];
          expectedBytes = readLength(pending[0]!, 0);
        }
        if (pendingBytes < expectedBytes) return frames;
        rest = pending.length === 1 ? pending[0]! : Buffer.concat(pending, pendingBytes);
        pending = [];
        pendingBytes = 0;
        expectedBytes = 0;
      }

      let offset = 0;
      while (rest.length - offset >= 4) {
        const length = readLength(rest, offset);
        if (rest.length - offset < length) {
          expectedBytes = length;
          break;
        }
        frames.push(rest.subarray(offset, offset + length));
        offset += length;
      }
      if (offset < rest.length) {
        pending = [offset === 0 ? rest : rest.subarray(offset)];
        pendingBytes = rest.length - offset;
      }
      return frames;
    },
  };
}

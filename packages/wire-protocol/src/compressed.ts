import { inflateSync } from "node:zlib";
import {
  headerBytes,
  maxMessageBytes,
  opCode,
  readHeader,
  WireError,
  writeHeader,
} from "./frame.ts";

/** https://github.com/mongodb/specifications/blob/master/source/compression/OP_COMPRESSED.md */
const compressor = { none: 0, zlib: 2 } as const;

/**
 * Returns the frame that an OP_COMPRESSED frame carries.
 *
 * @throws WireError when it is malformed, or compressed by what Node has no decoder for (snappy,
 *   and zstd)
 */
export function decompressFrame(frame: Buffer): Buffer {
  const bodyStart = headerBytes + 9;
  const header = readHeader(frame);
  if (header.opCode !== opCode.compressed || frame.length < bodyStart) {
    throw new WireError("Cannot decompress a message that is not an OP_COMPRESSED");
  }
  const originalOpCode = frame.readInt32LE(headerBytes);
  const uncompressedBytes = frame.readInt32LE(headerBytes + 4);
  const compressorId = frame[headerBytes + 8];
  if (uncompressedBytes < 0 || uncompressedBytes > maxMessageBytes) {
    throw new WireError(`Cannot decompress a message to ${uncompressedBytes} bytes`);
  }
  const body = decompressBody(frame.subarray(bodyStart), compressorId, uncompressedBytes);
  if (body.length !== uncompressedBytes) {
    throw new WireError(
      `Cannot decompress a message of ${uncompressedBytes} bytes as it has ${body.length}`,
    );
  }
  const original = Buffer.allocUnsafe(headerBytes + body.length);
  writeHeader(original, { ...header, messageLength: original.length, opCode: originalOpCode });
  original.set(body, headerBytes);
  return original;
}

function decompressBody(body: Buffer, compressorId: number | undefined, bytes: number): Buffer {
  if (compressorId === compressor.none) return body;
  if (compressorId !== compressor.zlib) {
    throw new WireError(`Cannot decompress a message as its compressor ${compressorId} is unknown`);
  }
  try {
    // One byte more than promised is enough to notice a lie, and no more than that is inflated.
    return inflateSync(body, { maxOutputLength: bytes + 1 });
  } catch (error) {
    throw new WireError("Cannot decompress a message as it is not zlib's", { cause: error });
  }
}

/**
 * A frame is one whole message of the MongoDB wire protocol: a 16-byte header, then its body.
 * https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/#standard-message-header
 */

export const headerBytes = 16;

/** The largest message a MongoDB server accepts: `maxMessageSizeBytes` of `hello`, in bytes. */
export const maxMessageBytes = 48_000_000;

export const opCode = {
  reply: 1,
  query: 2004,
  compressed: 2012,
  message: 2013,
} as const;

export interface FrameHeader {
  /** Length of the whole frame in bytes, header included. */
  messageLength: number;
  requestId: number;
  /** `requestId` of the message that this one answers; 0 for a command. */
  responseTo: number;
  opCode: number;
}

/** A frame, or the document in it, is not what the protocol allows. The connection cannot go on. */
export class WireError extends Error {
  override name = "WireError";
}

/** Returns the header at the start of `frame`, which must hold at least 16 bytes. */
export function readHeader(frame: Buffer): FrameHeader {
  return {
    messageLength: frame.readInt32LE(0),
    requestId: frame.readInt32LE(4),
    responseTo: frame.readInt32LE(8),
    opCode: frame.readInt32LE(12),
  };
}

/** Writes `header` into the first 16 bytes of `frame`. */
export function writeHeader(frame: Buffer, header: FrameHeader): void {
  frame.writeInt32LE(header.messageLength, 0);
  frame.writeInt32LE(header.requestId, 4);
  frame.writeInt32LE(header.responseTo, 8);
  frame.writeInt32LE(header.opCode, 12);
}

import { deserialize, serialize, type DeserializeOptions, type Document } from "bson";
import { headerBytes, opCode, readHeader, WireError, writeHeader } from "./frame.ts";

/** https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/#flag-bits */
export const messageFlag = {
  checksumPresent: 1 << 0,
  /** The sender sends another message, or wants no reply, before anything comes back. */
  moreToCome: 1 << 1,
  /** The sender can take several replies (`moreToCome`) to this one command. */
  exhaustAllowed: 1 << 16,
} as const;

/** Bits 0–15 must be understood by the receiver. */
const knownRequiredFlags = messageFlag.checksumPresent | messageFlag.moreToCome;

/** The parts of an OP_MSG: where they lie in the frame, nothing decoded yet. */
export interface MessageParts {
  requestId: number;
  responseTo: number;
  flags: number;
  /** The body document's bytes (section kind 0), a view on the frame. */
  body: Buffer;
  /** Document sequences (section kind 1): field name to the bytes of each document. */
  sequences: { name: string; documents: Buffer[] }[];
}

/** The parts of the legacy OP_QUERY, with which drivers say their first hello. */
export interface QueryParts {
  requestId: number;
  /** "admin.$cmd" for a handshake. */
  namespace: string;
  body: Buffer;
}

function readDocument(frame: Buffer, offset: number, end: number): Buffer {
  if (offset + 5 > end) throw new WireError("Cannot read a document as the message ends before it");
  const length = frame.readInt32LE(offset);
  if (length < 5 || offset + length > end) {
    throw new WireError(
      `Cannot read a document of ${length} bytes as the message has ${end - offset} left`,
    );
  }
  return frame.subarray(offset, offset + length);
}

function readCString(frame: Buffer, offset: number, end: number): { text: string; next: number } {
  const zero = frame.indexOf(0, offset);
  if (zero === -1 || zero >= end) throw new WireError("Cannot read a name as it has no end");
  return { text: frame.toString("utf8", offset, zero), next: zero + 1 };
}

/**
 * Takes an OP_MSG frame apart without decoding or copying a document.
 *
 * @throws WireError when the frame is not a well-formed OP_MSG
 */
export function readMessage(frame: Buffer): MessageParts {
  if (frame.length < headerBytes + 5) throw new WireError("Cannot read an OP_MSG this short");
  const header = readHeader(frame);
  const flags = frame.readUInt32LE(headerBytes);
  if ((flags & 0xffff & ~knownRequiredFlags) !== 0) {
    throw new WireError(
      `Cannot read an OP_MSG with unknown required flags 0x${flags.toString(16)}`,
    );
  }
  const end = frame.length - (flags & messageFlag.checksumPresent ? 4 : 0);
  const sequences: MessageParts["sequences"] = [];
  let body: Buffer | undefined;
  let offset = headerBytes + 4;
  while (offset < end) {
    const kind = frame[offset];
    offset += 1;
    if (kind === 0) {
      if (body) throw new WireError("Cannot read an OP_MSG with two bodies");
      body = readDocument(frame, offset, end);
      offset += body.length;
    } else if (kind === 1) {
      if (offset + 4 > end) throw new WireError("Cannot read a document sequence without a size");
      const sectionEnd = offset + frame.readInt32LE(offset);
      if (sectionEnd > end || sectionEnd <= offset + 4) {
        throw new WireError("Cannot read a document sequence larger than its message");
      }
      const { text: name, next } = readCString(frame, offset + 4, sectionEnd);
      const documents: Buffer[] = [];
      let at = next;
      while (at < sectionEnd) {
        const document = readDocument(frame, at, sectionEnd);
        documents.push(document);
        at += document.length;
      }
      sequences.push({ name, documents });
      offset = sectionEnd;
    } else {
      throw new WireError(`Cannot read an OP_MSG section of kind ${kind}`);
    }
  }
  if (!body) throw new WireError("Cannot read an OP_MSG without a body");
  return { requestId: header.requestId, responseTo: header.responseTo, flags, body, sequences };
}

/**
 * Takes an OP_QUERY frame apart.
 *
 * @throws WireError when the frame is not a well-formed OP_QUERY
 */
export function readQuery(frame: Buffer): QueryParts {
  if (frame.length < headerBytes + 4) throw new WireError("Cannot read an OP_QUERY this short");
  const { text: namespace, next } = readCString(frame, headerBytes + 4, frame.length);
  const body = readDocument(frame, next + 8, frame.length);
  return { requestId: readHeader(frame).requestId, namespace, body };
}

/**
 * Returns the first document of an OP_REPLY frame, undefined when it has none.
 *
 * @throws WireError when the frame is not a well-formed OP_REPLY
 */
export function readReply(frame: Buffer): Buffer | undefined {
  const documentsStart = headerBytes + 20;
  if (frame.length < documentsStart) throw new WireError("Cannot read an OP_REPLY this short");
  if (frame.readInt32LE(headerBytes + 16) === 0) return undefined;
  return readDocument(frame, documentsStart, frame.length);
}

/**
 * Returns the whole command of an OP_MSG as one document, its sequences put back as arrays.
 *
 * @throws WireError when a document is not BSON, or a sequence repeats a field of the body
 */
export function decodeCommand(parts: MessageParts, options?: DeserializeOptions): Document {
  const command = decodeDocument(parts.body, options);
  for (const { name, documents } of parts.sequences) {
    if (Object.hasOwn(command, name)) {
      throw new WireError(`Cannot read a command that has ${name} twice`);
    }
    // Assigning would set the prototype where a sequence is called __proto__.
    Object.defineProperty(command, name, {
      value: documents.map((document) => decodeDocument(document, options)),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return command;
}

/**
 * Returns the document in `bytes`.
 *
 * @throws WireError when it is not BSON
 */
export function decodeDocument(bytes: Buffer, options?: DeserializeOptions): Document {
  try {
    return deserialize(bytes, options);
  } catch (error) {
    throw new WireError("Cannot decode a document as it is not BSON", { cause: error });
  }
}

/** Returns an OP_MSG frame with `document` as its only section. */
export function encodeMessage(
  document: Document,
  ids: { requestId: number; responseTo?: number; flags?: number },
): Buffer {
  const body = serialize(document, { ignoreUndefined: true });
  const frame = Buffer.allocUnsafe(headerBytes + 5 + body.length);
  writeHeader(frame, {
    messageLength: frame.length,
    requestId: ids.requestId,
    responseTo: ids.responseTo ?? 0,
    opCode: opCode.message,
  });
  frame.writeUInt32LE(ids.flags ?? 0, headerBytes);
  frame[headerBytes + 4] = 0;
  frame.set(body, headerBytes + 5);
  return frame;
}

/** Returns the OP_REPLY frame that answers an OP_QUERY with one document. */
export function encodeReply(
  document: Document,
  ids: { requestId: number; responseTo: number },
): Buffer {
  const body = serialize(document, { ignoreUndefined: true });
  const frame = Buffer.alloc(headerBytes + 20 + body.length);
  writeHeader(frame, { messageLength: frame.length, ...ids, opCode: opCode.reply });
  frame.writeInt32LE(8, headerBytes); // responseFlags: AwaitCapable
  frame.writeInt32LE(1, headerBytes + 16); // numberReturned
  frame.set(body, headerBytes + 20);
  return frame;
}

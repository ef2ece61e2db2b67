import {
  decodeCommand,
  decodeDocument,
  decompressFrame,
  opCode,
  readHeader,
  readMessage,
  readQuery,
  readReply,
} from "@samples/wire-protocol";

/**
 * Returns the document of a command or a reply, decoded.
 *
 * @throws WireError when the message is not well-formed
 */
export function decodeFrame(frame: Buffer): Record<string, unknown> {
  switch (readHeader(frame).opCode) {
    case opCode.compressed:
      return decodeFrame(decompressFrame(frame));
    case opCode.query:
      return decodeDocument(readQuery(frame).body);
    case opCode.reply:
      return decodeDocument(readReply(frame) ?? emptyDocument);
    default:
      return decodeCommand(readMessage(frame));
  }
}

const emptyDocument = Buffer.from([5, 0, 0, 0, 0]);

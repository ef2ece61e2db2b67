export { decompressFrame } from "./compressed.ts";
export {
  countElements,
  elementType,
  readElements,
  readNested,
  readNumber,
  readString,
  type Element,
} from "./elements.ts";
export {
  headerBytes,
  maxMessageBytes,
  opCode,
  readHeader,
  WireError,
  writeHeader,
  type FrameHeader,
} from "./frame.ts";
export { createFrameSplitter, FrameLengthError, type FrameSplitter } from "./frame-splitter.ts";
export {
  decodeCommand,
  decodeDocument,
  encodeMessage,
  encodeReply,
  messageFlag,
  readMessage,
  readQuery,
  readReply,
  type MessageParts,
  type QueryParts,
} from "./message.ts";

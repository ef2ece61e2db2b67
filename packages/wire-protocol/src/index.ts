export {
  headerBytes,
  maxMessageBytes,
  opCode,
  readHeader,
  WireError,
  writeHeader,
  type FrameHeader,
} from "./frame.ts";
export { createFrameSplitter, type FrameSplitter } from "./frame-splitter.ts";
export {
  decodeCommand,
  decodeDocument,
  encodeMessage,
  encodeReply,
  messageFlag,
  readMessage,
  readQuery,
  type MessageParts,
  type QueryParts,
} from "./message.ts";

export { attributeSlices } from "./attribute-slices.ts";
export type { SocketTraffic } from "./attribute-slices.ts";
export { prepareThreadRecorder } from "./thread-recorder.ts";
export type { ThreadRecorder, ThreadRecorderOptions } from "./thread-recorder.ts";
export type { RawSlice, SliceOrigin, ThreadRecord } from "./thread-record.ts";

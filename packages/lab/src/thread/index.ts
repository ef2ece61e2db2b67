export { attributeSlices } from "./attribute-slices.ts";
export type { SocketTraffic } from "./attribute-slices.ts";
export { prepareThreadRecorder } from "./thread-recorder.ts";
export type { ThreadRecorder } from "./thread-recorder.ts";
export type { RawSlice, ThreadRecord } from "./thread-record.ts";

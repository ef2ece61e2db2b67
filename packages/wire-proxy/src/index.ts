export type { Clock } from "./clock.ts";
export { createDeliveryCheck } from "./delivery.ts";
export type { Gate, GatedCommand, GateState } from "./gate.ts";
export type { HeldCommand, HoldOptions, HoldOutcome, ReleaseOrder } from "./hold.ts";
export type { Target } from "./upstream.ts";
export { startWireProxy, type WireProxy, type WireProxyOptions } from "./wire-proxy.ts";
export type {
  WireAsked,
  WireCommand,
  WireCommandError,
  WireConnection,
  WireMark,
  WireRecord,
  WireWrite,
} from "./wire-record.ts";

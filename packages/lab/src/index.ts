export type * from "./run.ts";
export { LabError, type LabErrorCode } from "./lab-error.ts";
export {
  exploreProgram,
  runOrder,
  type ExploreProgramOptions,
  type OrderedRun,
  type OrdersOptions,
  type OrdersOutcome,
  type OrdersProgress,
  type OrdersResult,
} from "./orders/explore-program.ts";
export { runByHand, type Hand, type OpenStep, type RunByHand } from "./orders/run-by-hand.ts";
export { replayCommand } from "./orders/replay-command.ts";
export { assertNodeVersion } from "./node-version.ts";
export { readProgramHeader, type ProgramHeader } from "./program/program-header.ts";
export { redact } from "./redact.ts";
export { readRegistry } from "./registry/registry.ts";
export { runProgram } from "./run-program.ts";
export { chooseMongo, closeServers, openServer } from "./server/open-server.ts";
export type { LabServer, ServerAddress } from "./server/lab-server.ts";

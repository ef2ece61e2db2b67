export type * from "./run.ts";
export { LabError, type LabErrorCode } from "./lab-error.ts";
export { assertNodeVersion } from "./node-version.ts";
export { readProgramHeader, type ProgramHeader } from "./program/program-header.ts";
export { redact } from "./redact.ts";
export { readRegistry } from "./registry/registry.ts";
export { runProgram } from "./run-program.ts";
export { chooseMongo, closeServers, openServer } from "./server/open-server.ts";
export type { LabServer, ServerAddress } from "./server/lab-server.ts";

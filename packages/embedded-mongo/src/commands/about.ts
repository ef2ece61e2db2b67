import { arch, cpus, hostname, platform, release, totalmem } from "node:os";
import type { Command } from "../command.ts";
import { version } from "./build-info.ts";

/** What shells ask when they connect. */
export const hostInfo: Command = {
  name: "hostInfo",
  fields: [],
  run: () => ({
    system: {
      currentTime: new Date(),
      hostname: hostname(),
      cpuAddrSize: 64,
      memSizeMB: Math.floor(totalmem() / 1048576),
      numCores: cpus().length,
      cpuArch: arch(),
    },
    os: { type: platform(), name: platform(), version: release() },
    extra: {},
  }),
};

export const whatsmyuri: Command = {
  name: "whatsmyuri",
  fields: [],
  run: ({ connection }) => ({ you: connection.client }),
};

export const getLog: Command = {
  name: "getLog",
  fields: [],
  isAdminOnly: true,
  run: ({ command }) =>
    command.getLog === "*"
      ? { names: ["global", "startupWarnings"] }
      : { totalLinesWritten: 0, log: [] },
};

export const getCmdLineOpts: Command = {
  name: "getCmdLineOpts",
  fields: [],
  isAdminOnly: true,
  run: ({ server }) => ({
    argv: ["embedded-mongo", version],
    parsed: { net: { bindIp: "127.0.0.1", port: Number(server.address.split(":")[1]) } },
  }),
};

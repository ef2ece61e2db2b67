import type { Command } from "../command.ts";

/** The version whose behavior this server follows. */
export const version = "8.0.0";

export const buildInfo: Command = {
  name: "buildInfo",
  aliases: ["buildinfo"],
  fields: [],
  run: () => ({
    version,
    gitVersion: "embedded-mongo",
    modules: ["embedded-mongo"],
    allocator: "v8",
    javascriptEngine: "none",
    sysInfo: "deprecated",
    versionArray: [8, 0, 0, 0],
    bits: 64,
    debug: false,
    maxBsonObjectSize: 16 * 1024 * 1024,
    storageEngines: ["memory"],
    openssl: { running: "none" },
  }),
};

import { Long } from "bson";
import type { Command } from "../command.ts";
import { version } from "./build-info.ts";

export const serverStatus: Command = {
  name: "serverStatus",
  fields: "*",
  run({ server }) {
    const uptimeMillis = Date.now() - server.startedAt.getTime();
    const { heapUsed, rss } = process.memoryUsage();
    const opcounters = Object.fromEntries(
      ["insert", "query", "update", "delete", "getmore", "command"].map((name) => [
        name,
        server.counters.get(name) ?? 0,
      ]),
    );
    return {
      host: server.address,
      version,
      process: "embedded-mongo",
      pid: Long.fromNumber(process.pid),
      uptime: uptimeMillis / 1000,
      uptimeMillis: Long.fromNumber(uptimeMillis),
      localTime: new Date(),
      connections: {
        current: server.connections.size,
        available: 10_000,
        totalCreated: server.counters.get("connections") ?? 0,
      },
      metrics: { cursor: { open: { total: server.cursors.open.size } } },
      mem: {
        bits: 64,
        resident: Math.round(rss / 1048576),
        virtual: Math.round(heapUsed / 1048576),
        supported: true,
      },
      opcounters,
      storageEngine: { name: "memory", persistent: false, readOnly: false },
    };
  },
};

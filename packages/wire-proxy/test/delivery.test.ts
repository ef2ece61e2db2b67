import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { findQueues } from "../src/delivery.ts";
import { ownCommands, startPair } from "./started.ts";

describe("findQueues", () => {
  const table = [
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
    "   0: 0100007F:9C40 00000000:0000 0A 00000000:00000001 00:00000000 00000000     0        0 1 1 0",
    "   1: 0100007F:9C40 0100007F:1F90 01 000000FF:00000000 02:00000A3D 00000000     0        0 2 2 0",
    "   2: 0100007F:1F90 0100007F:9C40 01 00000000:0000A000 00:00000000 00000000     0        0 3 1 0",
  ].join("\n");

  it("reads the queues of the socket with both ports, and of each side its own", () => {
    expect(findQueues(table, 40_000, 8080)).toEqual({ unacknowledged: 255, unread: 0 });
    expect(findQueues(table, 8080, 40_000)).toEqual({ unacknowledged: 0, unread: 40_960 });
  });

  it("finds nothing for a socket that is not there", () => {
    expect(findQueues(table, 40_000, 8081)).toBeUndefined();
    expect(findQueues("", 40_000, 8080)).toBeUndefined();
  });
});

describe("releaseOrder beside a program that does not read", () => {
  it.runIf(process.platform === "linux")(
    "lets the next reply go only when the program has read the one before it",
    async () => {
      // hrtime is one clock for all processes of a machine.
      const now = (): number => Number(process.hrtime.bigint()) / 1e6;
      const { proxy } = await startPair(undefined, { now });
      proxy.holdUntil(2, { timeLimitMs: 3_600_000 });
      proxy.releaseOrder((held) => held.toReversed());
      const program = spawn(
        process.execPath,
        [
          "--import",
          "tsx",
          fileURLToPath(new URL("./busy-program.ts", import.meta.url)),
          String(proxy.port),
        ],
        { stdio: ["ignore", "pipe", "inherit"] },
      );
      const chunks: Buffer[] = [];
      program.stdout.on("data", (chunk: Buffer) => void chunks.push(chunk));
      await once(program, "close");

      const { busyUntilMs, seen }: { busyUntilMs: number; seen: string[] } = JSON.parse(
        Buffer.concat(chunks).toString(),
      );
      const [first, second] = ownCommands(proxy).toSorted(
        ({ endMs: a = 0 }, { endMs: b = 0 }) => a - b,
      );
      expect(seen).toEqual([first?.collection, second?.collection]);
      expect(seen).toEqual(["second", "first"]);
      expect(second?.endMs).toBeGreaterThanOrEqual(busyUntilMs);
    },
  );
});

import type { Document } from "bson";
import { decodeFrame, readContent } from "./asked.ts";
import type { WireCommand } from "./wire-record.ts";

/** Larger messages are not kept: what is asked is small, and what is stored is not asked. */
const mostBytes = 16_384;
/** Of all messages together. */
const mostBytesInAll = 32_000_000;

/** Commands whose replies say what was written. */
const writeCommands = new Set(["insert", "update", "findAndModify"]);

function tellsMore({ command }: WireCommand, frame: Buffer): boolean {
  return (
    writeCommands.has(command) || frame.includes("$changeStream") || frame.includes("awaitData")
  );
}

/** The bytes of commands, kept as they are while the program runs and read when it is over. */
export interface Contents {
  keepCommand: (command: WireCommand, frame: Buffer) => void;
  keepReply: (command: WireCommand, frame: Buffer) => void;
  /** Returns a command as it was sent; undefined where it was not kept, or cannot be read. */
  read: (command: Pick<WireCommand, "connection" | "requestId">) => Document | undefined;
  /** Returns the commands, which are in order of their start, each with what it asked. */
  addTo: (commands: readonly WireCommand[]) => WireCommand[];
}

export function createContents(): Contents {
  const kept = new Map<WireCommand, { frame: Buffer; reply?: Buffer }>();
  let bytes = 0;

  /** A copy: the frame is a view on what the socket read. */
  function copy(frame: Buffer): Buffer | undefined {
    if (frame.length > mostBytes || bytes + frame.length > mostBytesInAll) return undefined;
    bytes += frame.length;
    return Buffer.from(frame);
  }

  return {
    keepCommand(command, frame) {
      const own = copy(frame);
      if (own) kept.set(command, { frame: own });
    },
    keepReply(command, frame) {
      const exchange = kept.get(command);
      if (!exchange || !tellsMore(command, exchange.frame)) return;
      const own = copy(frame);
      if (own) exchange.reply = own;
    },
    read({ connection, requestId }) {
      for (const [command, { frame }] of kept) {
        if (command.connection === connection && command.requestId === requestId) {
          return decodeFrame(frame);
        }
      }
      return undefined;
    },
    addTo(commands) {
      const tailing = new Set<string>();
      return commands.map((command) => {
        const exchange = kept.get(command);
        return exchange
          ? { ...command, ...readContent(exchange.frame, exchange.reply, tailing) }
          : command;
      });
    },
  };
}

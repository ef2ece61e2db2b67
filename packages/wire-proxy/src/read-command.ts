import {
  decompressFrame,
  elementType,
  messageFlag,
  opCode,
  readElements,
  readHeader,
  readMessage,
  readNested,
  readQuery,
  readString,
  WireError,
} from "@samples/wire-protocol";

/** What the record needs to know of a command. */
export interface CommandSummary {
  requestId: number;
  command: string;
  database?: string;
  collection?: string;
  /** What a driver sends of its own accord; `handshake` is what it must have answered to begin. */
  internal?: "handshake" | "housekeeping";
  /** False for an unacknowledged write. */
  wantsReply: boolean;
}

const handshakes = new Set(["hello", "ismaster", "saslstart", "saslcontinue", "authenticate"]);

/**
 * Reads the name, database and collection of the command in `frame`, decoding nothing else.
 * Returns undefined for a message that is no command, or one that cannot be read: it has no reply
 * that could be waited for, or at least none that this proxy knows of. A compressed message that
 * cannot be decompressed is a command named "compressed".
 */
export function readCommand(frame: Buffer): CommandSummary | undefined {
  const { requestId, opCode: code } = readHeader(frame);
  try {
    switch (code) {
      case opCode.message: {
        const { flags, body } = readMessage(frame);
        return {
          requestId,
          ...summarize(body),
          wantsReply: (flags & messageFlag.moreToCome) === 0,
        };
      }
      case opCode.query: {
        const { namespace, body } = readQuery(frame);
        const database = namespace.slice(0, namespace.indexOf("."));
        return { requestId, ...summarize(body, database), wantsReply: true };
      }
      case opCode.compressed:
        return readCommand(decompressFrame(frame));
      default:
        return undefined;
    }
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return code === opCode.compressed
      ? { requestId, command: "compressed", wantsReply: true }
      : undefined;
  }
}

function summarize(
  body: Buffer,
  queriedDatabase?: string,
): Omit<CommandSummary, "requestId" | "wantsReply"> {
  let command = "";
  let database = queriedDatabase;
  let collection: string | undefined;
  let hasSession = false;
  for (const element of readElements(body)) {
    if (command === "") {
      command = element.name;
      collection = readString(body, element);
      const explained = command === "explain" ? readNested(body, element) : undefined;
      if (explained) collection = readFirstString(explained);
    } else if (element.name === "$db") {
      database = readString(body, element);
    } else if (element.name === "lsid") {
      hasSession = element.type === elementType.document;
    } else if (element.name === "collection" && command === "getMore") {
      collection = readString(body, element);
    }
  }
  const internal = classify(command, database, hasSession);
  return {
    command,
    ...(database !== undefined && { database }),
    ...(collection !== undefined && !internal && { collection }),
    ...(internal && { internal }),
  };
}

function readFirstString(document: Buffer): string | undefined {
  for (const element of readElements(document)) return readString(document, element);
  return undefined;
}

/**
 * A driver sends its own hello and ping outside any session; a program's go through the public
 * API, which gives each command one. https://github.com/mongodb/specifications/blob/master/source/sessions/driver-sessions.md
 */
function classify(
  command: string,
  database: string | undefined,
  hasSession: boolean,
): CommandSummary["internal"] {
  const name = command.toLowerCase();
  if (name === "endsessions") return "housekeeping";
  if (hasSession) return undefined;
  if (handshakes.has(name)) return "handshake";
  return name === "ping" && database === "admin" ? "housekeeping" : undefined;
}

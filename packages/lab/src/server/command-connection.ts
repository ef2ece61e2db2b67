import { connect, type Socket } from "node:net";
import { serialize, type Document } from "bson";
import {
  createFrameSplitter,
  decodeDocument,
  headerBytes,
  opCode,
  readHeader,
  readMessage,
  writeHeader,
} from "@samples/wire-protocol";

/** A document sequence whose documents are BSON already. */
export interface EncodedSequence {
  name: string;
  documents: Buffer[];
}

export interface CommandConnection {
  /**
   * Sends one command and returns its reply.
   *
   * @throws Error when the reply says `ok: 0`, or the connection ends first
   */
  command(database: string, command: Document, sequence?: EncodedSequence): Promise<Document>;
  /** False when it was closed, by either side. */
  readonly isOpen: boolean;
  close(): void;
}

/**
 * Opens a connection to the lab's own server, for the few commands that stand around a run. The driver
 * would do it, too; loading it costs more than a whole run's commands do.
 */
export async function openCommandConnection(address: {
  host: string;
  port: number;
}): Promise<CommandConnection> {
  const socket = await connectSocket(address);
  const splitter = createFrameSplitter();
  const waiting = new Map<number, { resolve(reply: Document): void; reject(error: Error): void }>();
  let lastRequestId = 0;
  let ended: Error | undefined;

  // An idle connection must not keep the lab's own process alive.
  socket.unref();

  function end(error: Error): void {
    ended ??= error;
    for (const caller of waiting.values()) caller.reject(ended);
    waiting.clear();
  }
  socket.on("error", end);
  socket.on("close", () => end(new Error("The server has closed the connection")));
  socket.on("data", (chunk: Buffer) => {
    try {
      for (const frame of splitter.push(chunk)) {
        const reply = waiting.get(readHeader(frame).responseTo);
        waiting.delete(readHeader(frame).responseTo);
        if (waiting.size === 0) socket.unref();
        reply?.resolve(decodeDocument(readMessage(frame).body));
      }
    } catch (error) {
      socket.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  });

  return {
    async command(database, command, sequence) {
      if (ended) throw ended;
      const requestId = ++lastRequestId;
      const reply = await new Promise<Document>((resolve, reject) => {
        waiting.set(requestId, { resolve, reject });
        socket.ref();
        socket.write(encodeCommand(requestId, { ...command, $db: database }, sequence));
      });
      if (reply.ok !== 1) {
        const [name] = Object.keys(command);
        throw new Error(`The command ${name} failed: ${String(reply.errmsg)}`);
      }
      const writeErrors = reply.writeErrors as { errmsg: string }[] | undefined;
      if (writeErrors?.[0]) throw new Error(`A write failed: ${writeErrors[0].errmsg}`);
      return reply;
    },
    get isOpen() {
      return ended === undefined;
    },
    close() {
      end(new Error("The connection is closed"));
      socket.destroy();
    },
  };
}

function connectSocket(address: { host: string; port: number }): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...address, noDelay: true });
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.off("error", reject);
      resolve(socket);
    });
  });
}

/** https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/#op_msg */
function encodeCommand(requestId: number, body: Document, sequence?: EncodedSequence): Buffer {
  const flags = Buffer.alloc(4);
  const parts = [Buffer.alloc(headerBytes), flags, Buffer.of(0), serialize(body)];
  if (sequence) {
    const name = Buffer.from(`${sequence.name}\0`);
    const size = Buffer.alloc(4);
    size.writeInt32LE(4 + name.length + sequence.documents.reduce((sum, d) => sum + d.length, 0));
    parts.push(Buffer.of(1), size, name, ...sequence.documents);
  }
  const frame = Buffer.concat(parts);
  writeHeader(frame, {
    messageLength: frame.length,
    requestId,
    responseTo: 0,
    opCode: opCode.message,
  });
  return frame;
}

import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";
import type { Document } from "bson";
import {
  createFrameSplitter,
  decodeCommand,
  decodeDocument,
  decompressFrame,
  encodeMessage,
  encodeReply,
  messageFlag,
  opCode,
  readHeader,
  readMessage,
  readQuery,
} from "@samples/wire-protocol";

/** A command as the server got it. */
export interface Request {
  name: string;
  command: Document;
  frame: Buffer;
  requestId: number;
  wantsReply: boolean;
  socket: Socket;
  /** Sends an OP_MSG that answers this command. */
  reply: (document: Document, options?: { flags?: number; responseTo?: number }) => number;
}

export interface ScriptedServer extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
  /** Every command that came, in the order of arrival, handshakes left out. */
  readonly requests: Request[];
  readonly sockets: Set<Socket>;
  /** Resolves with the first request, also an earlier one, that `matches`. */
  request(matches: (request: Request) => boolean): Promise<Request>;
  /** Resolves when `count` connections are open. */
  hasConnections(count: number): Promise<void>;
  close(): Promise<void>;
}

const helloReply = {
  ismaster: true,
  isWritablePrimary: true,
  helloOk: true,
  maxBsonObjectSize: 16_777_216,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
  minWireVersion: 0,
  maxWireVersion: 25,
  logicalSessionTimeoutMinutes: 30,
  readOnly: false,
  ok: 1,
};

/**
 * Starts a server that speaks just enough of MongoDB for the driver to connect and leaves each
 * other command to `answer`, which may reply, reply later, or not at all.
 */
export async function startScriptedServer(
  answer: (request: Request) => void = ({ wantsReply, reply }) => wantsReply && reply({ ok: 1 }),
  tls?: TlsOptions,
): Promise<ScriptedServer> {
  const requests: Request[] = [];
  const sockets = new Set<Socket>();
  const checks = new Set<() => void>();
  let nextRequestId = 1_000_000;

  function recheck(): void {
    for (const check of checks) check();
  }

  function handle(socket: Socket, frame: Buffer): void {
    const { requestId, opCode: code } = readHeader(frame);
    if (code === opCode.compressed) {
      handle(socket, decompressFrame(frame));
      return;
    }
    if (code === opCode.query) {
      readQuery(frame);
      socket.write(encodeReply(helloReply, { requestId: nextRequestId++, responseTo: requestId }));
      return;
    }
    const parts = readMessage(frame);
    const command = decodeCommand(parts);
    const request: Request = {
      name: Object.keys(command)[0] ?? "",
      command,
      frame,
      requestId,
      wantsReply: (parts.flags & messageFlag.moreToCome) === 0,
      socket,
      reply(document, { flags = 0, responseTo = requestId } = {}) {
        const id = nextRequestId++;
        socket.write(encodeMessage(document, { requestId: id, responseTo, flags }));
        return id;
      },
    };
    if (request.name === "hello" && command.lsid === undefined) {
      // A server that streams its heartbeats announces the next one, and sends it when it has news.
      const isStreamed = (parts.flags & messageFlag.exhaustAllowed) !== 0;
      request.reply(helloReply, { flags: isStreamed ? messageFlag.moreToCome : 0 });
    } else if (request.name === "endSessions") {
      if (request.wantsReply) request.reply({ ok: 1 });
    } else {
      requests.push(request);
      answer(request);
      recheck();
    }
  }

  function accept(socket: Socket): void {
    const splitter = createFrameSplitter();
    sockets.add(socket);
    recheck();
    socket.on("data", (chunk) => {
      for (const frame of splitter.push(chunk)) handle(socket, frame);
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      sockets.delete(socket);
      recheck();
    });
  }

  const server = tls ? createTlsServer(tls, accept) : createServer({ noDelay: true }, accept);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("Cannot read the own port");

  function when<T>(look: () => T | undefined): Promise<T> {
    return new Promise((resolve) => {
      function check(): void {
        const found = look();
        if (found === undefined) return;
        checks.delete(check);
        resolve(found);
      }
      checks.add(check);
      check();
    });
  }

  async function close(): Promise<void> {
    server.close();
    for (const socket of sockets) socket.destroy();
    if (server.listening) await once(server, "close");
  }

  return {
    host: "127.0.0.1",
    port: address.port,
    requests,
    sockets,
    request: (matches) => when(() => requests.find(matches)),
    async hasConnections(count) {
      await when(() => (sockets.size === count ? true : undefined));
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** A client that sends what it is told to and shows what came back. */
export interface RawClient extends AsyncDisposable {
  readonly socket: Socket;
  /** Sends a command, by default with the next free requestID, which it returns. */
  send(command: Document, options?: { flags?: number; requestId?: number }): number;
  /** Resolves with the next message that came, waiting for it if there is none. */
  next(): Promise<{ responseTo: number; requestId: number; document: Document }>;
  close(): Promise<void>;
}

/** Connects to a port of this machine. */
export async function connectRawClient(port: number): Promise<RawClient> {
  const socket = connect({ host: "127.0.0.1", port, noDelay: true });
  await once(socket, "connect");
  const splitter = createFrameSplitter();
  const inbox: Buffer[] = [];
  const readers: ((frame: Buffer) => void)[] = [];
  let nextRequestId = 1;
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk) => {
    for (const frame of splitter.push(chunk)) {
      const reader = readers.shift();
      if (reader) reader(frame);
      else inbox.push(frame);
    }
  });

  async function close(): Promise<void> {
    if (socket.closed) return;
    socket.destroy();
    await once(socket, "close");
  }

  return {
    socket,
    send(command, { flags = 0, requestId = nextRequestId++ } = {}) {
      socket.write(encodeMessage(command, { requestId, flags }));
      return requestId;
    },
    async next() {
      const frame =
        inbox.shift() ?? (await new Promise<Buffer>((resolve) => void readers.push(resolve)));
      const { requestId, responseTo } = readHeader(frame);
      return { requestId, responseTo, document: decodeDocument(readMessage(frame).body) };
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

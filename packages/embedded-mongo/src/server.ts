import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import {
  createFrameSplitter,
  encodeMessage,
  encodeReply,
  messageFlag,
  opCode,
  readHeader,
  readMessage,
  readQuery,
  WireError,
  type MessageParts,
} from "@samples/wire-protocol";
import type { Document } from "bson";
import { decode } from "./bson/decode.ts";
import { clientGone } from "./errors.ts";
import type { Operation, ServerState } from "./operation/operation.ts";
import type { Connection } from "./operation/connection.ts";
import { createDispatcher } from "./dispatch/dispatch.ts";
import { createServerState } from "./operation/server-state.ts";
import type { MembersOptions } from "./replica-set/replica-set.ts";
import type { User } from "./sessions/users.ts";
import { writesResult } from "./write/writes-result.ts";
import { deleteExpired } from "./storage/ttl.ts";

export interface MongoServer {
  /** The port it listens on, one for each member of its replica set. */
  ports: number[];
  /** Ends all connections and stops listening. */
  close(): Promise<void>;
}

/** PEM text. */
export interface TlsFiles {
  cert: string;
  key: string;
}

/** Replies that a client does not read are kept up to this size before its commands wait. */
const unreadBytes = 16 * 1024 * 1024;

/**
 * Starts a server on 127.0.0.1 and returns it when it listens.
 *
 * @param options.port 0 for a free one; of several members the first one's, the others get those that follow
 * @param options.user who must authenticate; without it everybody may do everything
 * @param options.tls certificate and key in PEM; without it the connections are plain TCP
 * @param options.members what to show of a replica set; without it there is one member
 * @param options.log gets one line for each connection that was ended because of what it sent
 * @throws Error when the port is taken
 */
export async function startServer(options: {
  port: number;
  log: (line: string) => void;
  user?: User | undefined;
  tls?: TlsFiles | undefined;
  members?: MembersOptions | undefined;
}): Promise<MongoServer> {
  const state = createServerState(options.user, options.members);
  const dispatcher = createDispatcher(state);
  let lastConnectionId = 0;
  let lastRequestId = 0;

  function serve(socket: Socket, member: number): void {
    lastConnectionId += 1;
    const connection: Connection = {
      id: lastConnectionId,
      member,
      client: `${socket.remoteAddress ?? "127.0.0.1"}:${socket.remotePort ?? 0}`,
      metadata: undefined,
      account: undefined,
      conversation: undefined,
      openedAt: new Date(),
      destroy: () => socket.destroy(),
    };
    state.connections.set(connection.id, connection);
    state.counters.set("connections", lastConnectionId);
    const splitter = createFrameSplitter();
    const waiting: Buffer[] = [];
    let isBusy = false;
    socket.setNoDelay(true);

    function end(reason: string): void {
      if (socket.destroyed) return;
      options.log(`connection ${connection.id} from ${connection.client} ended: ${reason}`);
      socket.destroy();
    }

    async function answer(frame: Buffer): Promise<void> {
      const header = readHeader(frame);
      lastRequestId = (lastRequestId + 1) | 0;
      const ids = { requestId: lastRequestId, responseTo: header.requestId };
      if (header.opCode === opCode.query) {
        const { namespace, body } = readQuery(frame);
        const command = { ...decode(body), $db: namespace.split(".")[0] };
        const reply = await dispatcher.dispatch(connection, command, frame.length);
        send(encodeReply(reply, ids));
        return;
      }
      if (header.opCode !== opCode.message) {
        throw new WireError(`Cannot read a message with opcode ${header.opCode}`);
      }
      const parts = readMessage(frame);
      const command = await decodeInSlices(parts);
      const reply = await dispatcher.dispatch(connection, command, frame.length);
      // With moreToCome the client wants no answer (write concern w: 0).
      if ((parts.flags & messageFlag.moreToCome) !== 0) return;
      const isStream = (parts.flags & messageFlag.exhaustAllowed) !== 0;
      if (isStream && isAwaitable(command, reply)) await stream(command, reply, ids, frame.length);
      else send(encodeMessage(reply, ids));
    }

    /** Answers a hello again and again, as each is out of date, until the client has gone. */
    async function stream(
      command: Document,
      reply: Document,
      ids: { requestId: number; responseTo: number },
      bytes: number,
    ): Promise<void> {
      let last = reply;
      let { requestId, responseTo } = ids;
      while (!socket.destroyed) {
        send(encodeMessage(last, { requestId, responseTo, flags: messageFlag.moreToCome }));
        const { topologyVersion } = last;
        last = await dispatcher.dispatch(connection, { ...command, topologyVersion }, bytes);
        responseTo = requestId;
        lastRequestId = (lastRequestId + 1) | 0;
        requestId = lastRequestId;
      }
    }

    function send(frame: Buffer): void {
      if (socket.destroyed) return;
      socket.write(frame);
    }

    /** One command of a connection after the other, as the protocol wants it. */
    async function work(): Promise<void> {
      if (isBusy) return;
      isBusy = true;
      try {
        for (let frame = waiting.shift(); frame && !socket.destroyed; frame = waiting.shift()) {
          await answer(frame);
          if (socket.writableLength > unreadBytes) await drained(socket);
        }
      } catch (error) {
        end(error instanceof Error ? error.message : String(error));
      } finally {
        isBusy = false;
      }
      if (!socket.destroyed) socket.resume();
    }

    socket.on("data", (chunk: Buffer) => {
      try {
        waiting.push(...splitter.push(chunk));
      } catch (error) {
        end(error instanceof Error ? error.message : String(error));
        return;
      }
      // What a client sends ahead stays in its socket until the command before is answered.
      if (waiting.length > 1) socket.pause();
      void work();
    });
    socket.on("end", () => {
      if (splitter.pendingBytes > 0) end("it closed in the middle of a message");
      else if (!isBusy) socket.destroy();
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      state.connections.delete(connection.id);
      for (const operation of state.operations.values()) {
        if (operation.connection === connection && endsWithClient(operation)) {
          operation.kill(clientGone());
        }
      }
    });
  }

  async function listenAs(member: number): Promise<{ server: Server; port: number }> {
    const accept = (socket: Socket): void => serve(socket, member);
    const server = options.tls
      ? createTlsServer({ ...options.tls, allowHalfOpen: false }, accept)
      : createServer({ allowHalfOpen: false }, accept);
    // A client that speaks no TLS, or does not trust the certificate, ends its own connection only.
    server.on("tlsClientError", (error) => options.log(`a connection ended: ${error.message}`));
    await listen(server, options.port === 0 ? 0 : options.port + member);
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : options.port;
    return { server, port };
  }

  const count = options.members?.count ?? 1;
  const listening: { server: Server; port: number }[] = [];
  try {
    for (let member = 0; member < count; member += 1) listening.push(await listenAs(member));
  } catch (error) {
    for (const { server } of listening) server.close();
    throw error;
  }
  const ports = listening.map(({ port }) => port);
  state.address = `127.0.0.1:${ports[0]}`;
  state.set?.addresses.push(...ports.map((port) => `127.0.0.1:${port}`));
  const idle = setInterval(() => {
    state.cursors.closeIdle();
    state.sessions.endIdle();
  }, 60_000).unref();
  const expiry = startExpiry(state);

  return {
    ports,
    async close() {
      clearInterval(idle);
      expiry.stop();
      const closed = listening.map(
        ({ server }) => new Promise<void>((resolve) => server.close(() => resolve())),
      );
      for (const connection of state.connections.values()) connection.destroy();
      await Promise.all(closed);
    },
  };
}

const reads = new Set(["aggregate", "count", "distinct", "explain", "find", "getMore", "hello"]);

/** Tells whether a client wants to be told when its answer to hello is out of date. */
function isAwaitable(command: Document, reply: Document): boolean {
  return "maxAwaitTimeMS" in command && reply.ok === 1 && reply.topologyVersion !== undefined;
}

/** Nobody waits for what a read would find; a write that has begun is carried out, as in MongoDB. */
function endsWithClient({ name, command }: Operation): boolean {
  return reads.has(name) && !writesResult(command.pipeline);
}

/**
 * Returns the command of a message. An insert of 100,000 documents takes a while to decode, during which others are
 * served.
 */
async function decodeInSlices({ body, sequences }: MessageParts): Promise<Document> {
  const command = decode(body);
  let sliceStartMs = performance.now();
  for (const { name, documents } of sequences) {
    if (Object.hasOwn(command, name)) {
      throw new WireError(`Cannot read a command that has ${name} twice`);
    }
    const decoded: Document[] = [];
    for (const [index, document] of documents.entries()) {
      decoded.push(decode(document));
      if ((index & 63) === 63 && performance.now() - sliceStartMs > 8) {
        await new Promise((resolve) => setImmediate(resolve));
        sliceStartMs = performance.now();
      }
    }
    command[name] = decoded;
  }
  return command;
}

/** Deletes expired documents every `ttlMonitorSleepSecs`, which may change at any time. */
function startExpiry(state: ServerState): { stop(): void } {
  let lastMs = performance.now();
  const timer = setInterval(() => {
    const { ttlMonitorEnabled, ttlMonitorSleepSecs } = state.parameters;
    if (
      ttlMonitorEnabled !== true ||
      performance.now() - lastMs < Number(ttlMonitorSleepSecs) * 1000
    )
      return;
    lastMs = performance.now();
    deleteExpired(state.store, Date.now());
  }, 500).unref();
  return { stop: () => clearInterval(timer) };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: "127.0.0.1", port, backlog: 1024 }, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      socket.off("drain", done);
      socket.off("close", done);
      resolve();
    };
    socket.on("drain", done);
    socket.on("close", done);
  });
}

import { createServer, type Socket } from "node:net";
import { once } from "node:events";
import type { Document } from "bson";
import { type Clock } from "./clock.ts";
import { type ConnectionContext, joinConnection, type ProxiedConnection } from "./connection.ts";
import { createContents } from "./contents.ts";
import { createGate, type Gate } from "./gate.ts";
import { createHold, type Hold, type HoldOptions, type ReleaseOrder } from "./hold.ts";
import { createDeliveryCheck, whenRead } from "./delivery.ts";
import { connectUpstream, type Target } from "./upstream.ts";
import type { WireCommand, WireConnection, WireMark, WireRecord } from "./wire-record.ts";

export interface WireProxyOptions {
  /** The server. Without one, connections are accepted but not served until `open(target)`. */
  target?: Target;
  /** Further servers, each behind a port of its own (`WireProxy.ports`): the other members of the target's replica set. */
  others?: readonly Target[];
  /** Accept connections, but serve none until `open()`. Default false. */
  paused?: boolean;
  /** Round-trip time added to each command that is not internal, in ms. Default 0. */
  latencyMs?: number;
  /** Delay handshakes and authentication, too. Default false. */
  handshakeLatency?: boolean;
  /** Returns ms on the axis of the record's times; must never run backwards. Default performance.now. */
  now?: Clock;
  /** Port on 127.0.0.1 that leads to the target. Default: any free one. */
  port?: number;
  /** Changes the server's replies to `hello`, each a whole frame, before they are passed on: where a replica set's hosts are, say. */
  rewriteHello?: (frame: Buffer) => Buffer;
}

/** A running proxy. */
export interface WireProxy extends AsyncDisposable {
  /** Always "127.0.0.1". */
  readonly host: string;
  readonly port: number;
  /** The port of the target, then those of the others. */
  readonly ports: readonly number[];
  /**
   * Starts to serve, to `target` if one is given; connections that were accepted before are served
   * now.
   *
   * @throws Error when there is no target
   */
  open(target?: Target): void;
  /** Returns a copy of what was recorded so far. */
  record(): WireRecord;
  /**
   * Returns a command of the record as it was sent, fields of the driver's included; undefined for one of the driver's own, one above
   * 16 kB, or one that is no BSON.
   */
  commandOf(command: Pick<WireCommand, "connection" | "requestId">): Document | undefined;
  /**
   * Calls `listener` with each command that is not internal when it has arrived and before it is
   * passed on; cutting its connection in the listener loses the command. Returns what ends that.
   */
  onCommand(listener: (command: Readonly<WireCommand>) => void): () => void;
  /**
   * Answers nobody until `commands` matching commands are in flight at once; then lets their replies
   * go and is over. Internal commands are never counted and never held. If the count is not reached
   * (see `HoldOptions.timeLimitMs`) the replies are let go and a mark is recorded.
   *
   * @throws Error while another hold goes on
   */
  holdUntil(commands: number, options?: HoldOptions): Pick<Hold, "outcome">;
  /**
   * Sets the order in which held replies are let go when the count is reached: one by one, the next
   * when the program has read the one before it (on Linux, which tells; elsewhere, when the one before
   * it has been handed to the operating system and 5 ms have passed).
   */
  releaseOrder(order: ReleaseOrder): void;
  /**
   * From now on every command stays here until it is served, and its reply until it is released: the holder of the gate chooses in which
   * order. Only a heartbeat that the server answers when something changes passes. Holds are not for the commands at a gate.
   */
  gate(): Gate;
  /**
   * Resets the program's side of a connection, as a broken network does. Commands that were still
   * delayed are lost; replies that the server owes are recorded, but nobody gets them.
   *
   * @throws RangeError when there is no open connection with this number
   */
  cut(connection: number): void;
  /**
   * Stops the bytes of a connection in both directions without closing it, until `resume`.
   *
   * @throws RangeError when there is no open connection with this number
   */
  stall(connection: number): void;
  /**
   * Ends a stall.
   *
   * @throws RangeError when there is no open connection with this number
   */
  resume(connection: number): void;
  /** Resets new connections as soon as they are made, until `accept`. */
  refuse(): void;
  accept(): void;
  /**
   * Waits until the server owes no reply to a command that is not internal, at most `timeLimitMs` (default 2000): what an aborted
   * command did at the server is then on the record. Resolves with whether nothing is owed.
   */
  settle(timeLimitMs?: number): Promise<boolean>;
  /** Ends all connections and the proxy. Commands in flight end here. */
  close(): Promise<void>;
}

/**
 * Starts a proxy on a port of 127.0.0.1.
 *
 * @throws Error when the port is taken
 */
export async function startWireProxy(options: WireProxyOptions = {}): Promise<WireProxy> {
  const clock = options.now ?? (() => performance.now());
  const commands: WireCommand[] = [];
  const connections: WireConnection[] = [];
  const marks: WireMark[] = [];
  const joined = new Map<number, ProxiedConnection>();
  /** Connections that are not served yet, with what serves them: nothing is read from them. */
  const waiting = new Map<WireConnection, () => void>();
  /** Every socket that is not closed yet. */
  const sockets = new Set<Socket>();
  const listeners = new Set<(command: WireCommand) => void>();
  const contents = createContents();
  const settleChecks = new Set<() => void>();
  let target = options.target;
  let isOpen = target !== undefined && options.paused !== true;
  let refusing = false;
  let closed: Promise<void> | undefined;
  let hold: Hold | undefined;
  let order: ReleaseOrder | undefined;
  let gate: ReturnType<typeof createGate> | undefined;

  function note(kind: WireMark["kind"], text: string): void {
    marks.push({ atMs: clock(), kind, text });
  }

  const context: ConnectionContext = {
    clock,
    latencyMs: options.latencyMs ?? 0,
    handshakeLatency: options.handshakeLatency ?? false,
    rewriteHello: options.rewriteHello,
    note,
    record(command, frame) {
      commands.push(command);
      if (!command.internal) contents.keepCommand(command, frame);
    },
    replied: contents.keepReply,
    hold: (command, frame) => hold?.take(command, frame),
    gate: (command, frame, wantsReply) => gate?.take(command, frame, wantsReply),
    stirred: () => gate?.note(),
    announce: (command) => {
      for (const listener of listeners) listener(command);
    },
    settled: () => {
      for (const check of settleChecks) check();
    },
  };

  function keep(socket: Socket): void {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  }

  const others = options.others ?? [];
  const servers = [undefined, ...others].map((other, index) =>
    createServer({ noDelay: true }, (program) => accept(program, index, other)),
  );

  /** @param other where it leads to; the target of that moment when it is undefined */
  function accept(program: Socket, index: number, other: Target | undefined): void {
    keep(program);
    if (refusing || closed) {
      note("connection-refused", "a new connection was refused");
      // A reset of a connection that is gone already is no news.
      program.on("error", () => {});
      program.resetAndDestroy();
      return;
    }
    const connection: WireConnection = {
      number: connections.length + 1,
      localPort: program.remotePort ?? 0,
      ...(others.length > 0 && { member: index + 1 }),
      openedMs: clock(),
      internal: true,
    };
    connections.push(connection);
    hold?.stir();
    gate?.note();
    const serveIt = (): void => serve(connection, program, other ?? target);
    if (isOpen) {
      serveIt();
      return;
    }
    waiting.set(connection, serveIt);
    program.on("error", () => program.destroy());
    program.once("close", () => {
      if (!waiting.delete(connection)) return;
      connection.closedMs = clock();
      connection.closedBy = closed ? "proxy" : "program";
    });
  }

  function serve(connection: WireConnection, program: Socket, to: Target | undefined): void {
    if (!to) throw new Error("Cannot serve a connection as there is no target");
    const upstream = connectUpstream(to);
    keep(upstream);
    joined.set(
      connection.number,
      joinConnection({
        program,
        server: upstream,
        readyEvent: to.tls ? "secureConnect" : "connect",
        record: connection,
        context,
      }),
    );
    upstream.once("close", () => joined.delete(connection.number));
  }

  function find(number: number, act: string): ProxiedConnection {
    const connection = joined.get(number);
    if (!connection) {
      throw new RangeError(
        `Cannot ${act} connection ${number} as it is not open: open are ${[...joined.keys()].join(", ") || "none"}`,
      );
    }
    return connection;
  }

  function owesNothing(): boolean {
    for (const connection of joined.values()) if (connection.owed > 0) return false;
    return true;
  }

  const ports: number[] = [];
  for (const [index, server] of servers.entries()) {
    server.listen({ host: "127.0.0.1", port: index === 0 ? (options.port ?? 0) : 0 });
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string")
      throw new Error("Cannot read the own port");
    ports.push(address.port);
  }
  const [port = 0] = ports;

  async function close(): Promise<void> {
    hold?.end("closed");
    const haveClosed = servers.map((server) => once(server, "close"));
    for (const server of servers) server.close();
    for (const connection of joined.values()) connection.destroy();
    for (const socket of sockets) socket.destroy();
    await Promise.all(haveClosed);
  }

  const proxy: WireProxy = {
    host: "127.0.0.1",
    port,
    ports,

    open(newTarget) {
      target = newTarget ?? target;
      if (!target) throw new Error("Cannot open the proxy as it has no target: call open(target)");
      isOpen = true;
      const served = [...waiting];
      waiting.clear();
      for (const [, serveIt] of served) serveIt();
    },

    record: () =>
      structuredClone({
        commands: contents.addTo(commands),
        connections,
        marks,
      }),

    commandOf: contents.read,

    onCommand(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    holdUntil(count, { command, timeLimitMs = 2000 } = {}) {
      if (hold && !hold.isOver) throw new Error("Cannot hold commands as another hold goes on");
      if (!Number.isInteger(count) || count < 1) {
        throw new RangeError(
          `Cannot hold until ${count} commands are in flight: it must be 1 or more`,
        );
      }
      hold = createHold({
        commands: count,
        ...(command !== undefined && { command }),
        timeLimitMs,
        clock,
        order: () => order,
        whenRead: async (number, isOver) => {
          const { localPort: programPort = 0, member = 1 } = connections[number - 1] ?? {};
          await whenRead({ proxyPort: ports[member - 1] ?? port, programPort, isOver });
        },
        note,
      });
      return hold;
    },

    releaseOrder(newOrder) {
      order = newOrder;
    },

    gate() {
      gate ??= createGate({
        isStill: () => waiting.size === 0 && [...joined.values()].every((each) => each.isStill),
        isDelivered: createDeliveryCheck({
          port,
          programPorts: () =>
            connections.flatMap(({ closedMs, localPort }) =>
              closedMs === undefined ? localPort : [],
            ),
        }),
      });
      return gate;
    },

    cut: (number) => find(number, "cut").cut(),
    stall: (number) => {
      find(number, "stall").stall();
      note("note", `connection ${number} was stalled`);
    },
    resume: (number) => find(number, "resume").resume(),

    refuse() {
      refusing = true;
    },
    accept() {
      refusing = false;
    },

    settle(timeLimitMs = 2000) {
      return new Promise((resolve) => {
        const timer = setTimeout(finish, timeLimitMs);
        function finish(): void {
          clearTimeout(timer);
          settleChecks.delete(check);
          resolve(owesNothing());
        }
        function check(): void {
          if (owesNothing()) finish();
        }
        settleChecks.add(check);
        check();
      });
    },

    close: () => (closed ??= close()),
    [Symbol.asyncDispose]: () => proxy.close(),
  };
  return proxy;
}

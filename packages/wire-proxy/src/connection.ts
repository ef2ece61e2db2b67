import type { Socket } from "node:net";
import {
  createFrameSplitter,
  FrameLengthError,
  type FrameSplitter,
  readHeader,
} from "@samples/wire-protocol";
import type { Clock } from "./clock.ts";
import type { GateEntry } from "./gate.ts";
import type { HeldReply } from "./hold.ts";
import { createOutbox, type Outbox, type Parcel } from "./outbox.ts";
import { type CommandSummary, readCommand } from "./read-command.ts";
import { readReply } from "./read-reply.ts";
import type { WireCommand, WireConnection } from "./wire-record.ts";

/** What a connection needs from the proxy that it belongs to. */
export interface ConnectionContext {
  clock: Clock;
  latencyMs: number;
  handshakeLatency: boolean;
  /** Puts a command on the record; the record's object is filled in as things happen. */
  record: (command: WireCommand, frame: Buffer) => void;
  /** Called with the first reply to a command. */
  replied: (command: WireCommand, frame: Buffer) => void;
  /** Called for a command of the program's own that wants a reply. */
  hold: (command: WireCommand, frame: Buffer) => HeldReply | undefined;
  /** Called for a command: returns its place at the gate, where there is one. */
  gate: (command: WireCommand, frame: Buffer, wantsReply: boolean) => GateEntry | undefined;
  /** Called when something has happened that the gate does not see. */
  stirred: () => void;
  /** Called for a command of the program's own before it is passed on. */
  announce: (command: WireCommand) => void;
  /** Called when the server owes a reply less. */
  settled: () => void;
  rewriteHello?: ((frame: Buffer) => Buffer) | undefined;
  note: (kind: "connection-cut" | "connection-refused" | "note", text: string) => void;
}

/** A connection of the program, joined to one of the server. */
export interface ProxiedConnection {
  /** No bytes flow in either direction until `resume`. */
  stall(): void;
  resume(): void;
  /** Resets the program's side; replies that the server still owes are waited for and recorded. */
  cut(): void;
  /** Replies that the server owes to commands that are not internal. */
  readonly owed: number;
  /** Nothing is on its way in it but what waits at the gate, or what a server keeps for minutes. */
  readonly isStill: boolean;
  /** Ends both sides at once. */
  destroy(): void;
}

/** A command that has no reply yet. */
interface Exchange {
  record: WireCommand;
  delayed: boolean;
  heldReply?: HeldReply;
  gated?: GateEntry;
  /** A driver's hello that the server answers when something changes: nobody waits for it. */
  isPatient?: true;
}

/** Joins `program` to `server`. Takes over both sockets. */
export function joinConnection(options: {
  program: Socket;
  server: Socket;
  /** What `server` emits when it can be used. */
  readyEvent: "connect" | "secureConnect";
  record: WireConnection;
  context: ConnectionContext;
}): ProxiedConnection {
  const { program, server, readyEvent, record: connection, context } = options;
  const { clock } = context;
  const toServer = createOutbox<Exchange>({
    target: server,
    source: program,
    clock,
    onPassed({ record, gated, delayed }, atMs) {
      record.sentMs = atMs;
      if (gated) addHeld(record, atMs - commandDue(record, delayed));
      gated?.sent();
    },
  });
  const toProgram = createOutbox<Exchange>({
    target: program,
    source: server,
    clock,
    onPassed(exchange, atMs) {
      const { record, gated, heldReply, delayed } = exchange;
      // What an exhaust command gets later is not what was held.
      if ((gated || heldReply) && record.endMs === undefined && record.repliedMs !== undefined) {
        addHeld(
          record,
          atMs - (delayed ? replyDue(record, record.repliedMs, true) : record.repliedMs),
        );
      }
      record.endMs = atMs;
      open.delete(exchange);
    },
    onFlushed({ heldReply, gated }) {
      heldReply?.flushed();
      gated?.flushed();
    },
  });
  /** By the requestID that the next reply will answer. */
  const expected = new Map<number, Exchange>();
  /** Commands whose reply has not been passed on. */
  const open = new Set<Exchange>();
  /** The program's side has ended: replies are recorded, but there is nobody to get them. */
  let programGone = false;
  let serverGone = false;
  let wasConnected = false;

  const serverName = `connection ${connection.number}: the server`;

  const readProgram = createReader(toServer, takeCommand, "the program");
  const readServer = createReader(toProgram, takeReply, "the server");

  function createReader(
    outbox: Outbox<Exchange>,
    take: (frame: Buffer, atMs: number) => void,
    sender: string,
  ): { read: (chunk: Buffer) => void; finish: () => void } {
    /** Undefined once the bytes turned out to be something else than messages. */
    let splitter: FrameSplitter | undefined = createFrameSplitter();
    return {
      read(chunk) {
        const atMs = clock();
        if (!splitter) {
          outbox.add({ bytes: chunk, dueMs: atMs });
          return;
        }
        try {
          for (const frame of splitter.push(chunk)) take(frame, atMs);
        } catch (error) {
          if (!(error instanceof FrameLengthError)) throw error;
          splitter = undefined;
          delete connection.internal;
          for (const frame of error.frames) take(frame, atMs);
          outbox.add({ bytes: error.rest, dueMs: atMs });
          context.note(
            "note",
            `connection ${connection.number}: ${sender} sent something else than MongoDB messages, passed on unread`,
          );
        }
      },
      finish() {
        // Half a message is passed on as well: what to make of it is the receiver's business.
        const bytes = splitter?.takePending();
        if (bytes && bytes.length > 0) outbox.add({ bytes, dueMs: clock() });
      },
    };
  }

  function takeCommand(frame: Buffer, atMs: number): void {
    const summary = readCommand(frame);
    if (!summary) {
      delete connection.internal;
      toServer.add({ bytes: frame, dueMs: atMs });
      return;
    }
    const exchange: Exchange = { record: startRecord(summary, atMs), delayed: isDelayed(summary) };
    const { record } = exchange;
    context.record(record, frame);
    if (!summary.internal && connection.internal) delete connection.internal;
    if (summary.wantsReply) {
      if (!serverGone) expected.set(summary.requestId, exchange);
      open.add(exchange);
      if (!summary.internal) exchange.heldReply = context.hold(record, frame);
    } else {
      record.endMs = atMs;
    }
    const parcel: Parcel<Exchange> = {
      bytes: frame,
      dueMs: commandDue(record, exchange.delayed),
      about: exchange,
    };
    if (summary.internal && isPatient(frame)) exchange.isPatient = true;
    else exchange.gated = context.gate(record, frame, summary.wantsReply);
    context.stirred();
    if (!summary.internal) context.announce(record);
    if (programGone) {
      // The listener cut the connection: the command is lost.
      exchange.gated?.left(true);
      return;
    }
    exchange.gated?.bind({
      letGo() {
        parcel.held = false;
        toServer.pump();
      },
      cut,
    });
    if (exchange.gated) parcel.held = exchange.gated.isHeld;
    toServer.add(parcel);
  }

  function startRecord(summary: CommandSummary, atMs: number): WireCommand {
    const { command, database, collection, requestId, internal } = summary;
    return {
      command,
      ...(database !== undefined && { database }),
      ...(collection !== undefined && { collection }),
      connection: connection.number,
      ...(connection.member !== undefined && { member: connection.member }),
      requestId,
      startMs: atMs,
      ok: true,
      ...(internal && { internal: true as const }),
    };
  }

  function isDelayed({ internal }: CommandSummary): boolean {
    if (context.latencyMs === 0) return false;
    return !internal || (internal === "handshake" && context.handshakeLatency);
  }

  function takeReply(frame: Buffer, atMs: number): void {
    const exchange = expected.get(readHeader(frame).responseTo);
    const isHello =
      exchange?.record.internal && /^(hello|ismaster)$/i.test(exchange.record.command);
    passReply(isHello && context.rewriteHello ? context.rewriteHello(frame) : frame, atMs);
  }

  function passReply(frame: Buffer, atMs: number): void {
    const { requestId, responseTo } = readHeader(frame);
    const exchange = expected.get(responseTo);
    if (!exchange) {
      if (!programGone) toProgram.add({ bytes: frame, dueMs: atMs });
      return;
    }
    const { record, heldReply, gated } = exchange;
    const { moreToCome, error, documents } = readReply(frame);
    expected.delete(responseTo);
    // The next reply of an exhaust command answers this reply, not the command.
    if (moreToCome) expected.set(requestId, exchange);
    const isFirst = record.repliedMs === undefined;
    record.repliedMs = atMs;
    if (isFirst) context.replied(record, frame);
    record.replyBytes = (record.replyBytes ?? 0) + frame.length;
    if (documents !== undefined) record.documents = (record.documents ?? 0) + documents;
    if (!programGone) {
      if (error) Object.assign(record, { ok: false, error });
      const parcel: Parcel<Exchange> = {
        bytes: frame,
        dueMs: exchange.delayed ? replyDue(record, atMs, isFirst) : atMs,
        about: exchange,
      };
      if (heldReply) parcel.held = heldReply.held;
      if (gated) parcel.held = gated.isReplyHeld;
      toProgram.add(parcel);
      const letGo = (): void => {
        parcel.held = false;
        toProgram.pump();
      };
      heldReply?.arrived(letGo);
      gated?.replied(frame, letGo);
    } else {
      gated?.ended();
    }
    context.stirred();
    leaveIfDone();
    context.settled();
  }

  function commandDue({ startMs }: WireCommand, delayed: boolean): number {
    return delayed ? startMs + context.latencyMs / 2 : startMs;
  }

  /**
   * The whole round trip is to take `latencyMs` longer than the server did. Counting from the
   * command's start makes up for the part of a millisecond that the command's own timer was late.
   */
  function replyDue(record: WireCommand, atMs: number, isFirst: boolean): number {
    if (!isFirst) return atMs + context.latencyMs / 2;
    const serverMs = atMs - (record.sentMs ?? atMs);
    return Math.max(atMs, record.startMs + context.latencyMs + serverMs);
  }

  /** The program gets nothing anymore; each command without a reply ends here. */
  function endProgramSide(by: "program" | "server" | "proxy", reason: string): void {
    if (programGone) return;
    programGone = true;
    const atMs = clock();
    connection.closedMs = atMs;
    connection.closedBy = by;
    for (const { record, heldReply, gated } of open) {
      gated?.left(by !== "program" && record.sentMs === undefined);
      record.endMs = atMs;
      record.ok = false;
      record.error = { message: reason };
      if (by === "program") record.abandoned = true;
      heldReply?.gone();
    }
    open.clear();
    toProgram.discard();
  }

  function programHasLeft(): void {
    if (programGone) return;
    readProgram.finish();
    endProgramSide("program", "the program closed the connection before the reply");
    program.destroy();
    leaveIfDone();
  }

  function serverHasLeft(reason: string): void {
    if (serverGone) return;
    serverGone = true;
    readServer.finish();
    toServer.discard();
    for (const { gated, record } of expected.values()) {
      if (record.repliedMs === undefined) gated?.ended();
    }
    expected.clear();
    context.stirred();
    if (!wasConnected) context.note("connection-refused", reason);
    // Replies that were on their way still get there.
    toProgram.finish(() => {
      endProgramSide("server", reason);
      program.destroySoon();
    });
    context.settled();
  }

  /** A driver's heartbeat may wait for minutes for a change at the server; nobody waits for that. */
  function countOwed(): number {
    let owed = 0;
    for (const { record } of expected.values()) if (!record.internal) owed += 1;
    return owed;
  }

  /**
   * The program's bytes have left it: as on a real network they reach the server, though the
   * program has hung up. The server's side is closed only when it owes no reply.
   */
  function leaveIfDone(): void {
    if (!programGone || serverGone || countOwed() > 0) return;
    toServer.finish(() => server.end());
  }

  function cut(): void {
    if (programGone) return;
    context.note("connection-cut", `connection ${connection.number} was cut`);
    for (const [id, { record }] of expected) {
      if (record.sentMs === undefined) expected.delete(id);
    }
    toServer.discard();
    endProgramSide("proxy", "the proxy cut the connection");
    program.resetAndDestroy();
    leaveIfDone();
    context.settled();
  }

  function isStill(): boolean {
    if (programGone && serverGone) return true;
    if (!wasConnected && !serverGone) return false;
    if (program.writableLength > 0 || server.writableLength > 0) return false;
    for (const { record, gated, isPatient: waits } of expected.values()) {
      // A reply that nobody holds is about to come; what is at the gate, the gate knows.
      if (!gated && !waits && record.repliedMs === undefined) return false;
    }
    return true;
  }

  program.on("data", readProgram.read);
  program.on("end", programHasLeft);
  program.on("error", programHasLeft);
  program.on("close", programHasLeft);
  server.on(readyEvent, () => {
    wasConnected = true;
    context.stirred();
  });
  server.on("data", readServer.read);
  server.on("end", () => serverHasLeft(`${serverName} closed it`));
  server.on("error", (error) =>
    serverHasLeft(
      wasConnected
        ? `${serverName} closed it: ${error.message}`
        : `${serverName} could not be reached: ${error.message}`,
    ),
  );
  server.on("close", () => serverHasLeft(`${serverName} closed it`));

  return {
    get owed() {
      return countOwed();
    },
    get isStill() {
      return isStill();
    },
    stall() {
      toServer.freeze();
      toProgram.freeze();
    },
    resume() {
      toServer.thaw();
      toProgram.thaw();
    },
    cut,
    destroy() {
      endProgramSide("proxy", "the proxy was closed");
      expected.clear();
      toServer.discard();
      program.destroy();
      server.destroy();
    },
  };
}

function addHeld(record: WireCommand, ms: number): void {
  record.heldMs = (record.heldMs ?? 0) + Math.max(0, ms);
}

/** https://github.com/mongodb/specifications/blob/master/source/server-discovery-and-monitoring/server-monitoring.md */
function isPatient(frame: Buffer): boolean {
  return frame.includes("maxAwaitTimeMS");
}

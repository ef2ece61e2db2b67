import { decodeFrame } from "./decode-frame.ts";
import type { WireCommand } from "./wire-record.ts";

/**
 * Where a command at the gate is:
 * - waiting: here, and the server does not have it
 * - sent: the server has it and owes a reply
 * - replied: its reply is here, and the program does not have it
 * - over: the program has its reply, or nobody waits for one anymore
 */
export type GateState = "waiting" | "sent" | "replied" | "over";

/** A command that stays at the gate until somebody outside says what happens to it. */
export interface GatedCommand {
  /** As it stands on the record: filled in as things happen. */
  readonly command: Readonly<WireCommand>;
  readonly state: GateState;
  /** The program has closed the connection: the server still gets the command, nobody gets the reply. */
  readonly isOrphan: boolean;
  /** A getMore that the server answers when something happens, or after a while: it is passed on at once. */
  readonly awaitsData: boolean;
  /** What a driver sends of its own accord, or to tidy up: in which order it is served changes nothing that anybody could read. */
  readonly isHousekeeping: boolean;
  /** The command document. */
  document(): Record<string, unknown>;
  /** The reply document, when it is here. */
  reply(): Record<string, unknown> | undefined;
  /** Passes the command on to the server. */
  serve(): void;
  /** Passes the reply on to the program. */
  release(): void;
  /** Breaks the connection: what waits here on it is lost, command or reply. */
  cut(): void;
}

/** Messages that wait, and whether something is still moving between program and server. */
export interface Gate {
  /** Every command that is not over, in the order of arrival. */
  commands(): GatedCommand[];
  /** False while a connection is being opened, or something that was let go is not handed to the operating system yet. */
  readonly isStill: boolean;
  /** Grows with everything that happens here. */
  readonly changes: number;
  /** Whether every byte between the program and the proxy has arrived; undefined where the machine does not tell. Some turns of the event loop later it is read, too. */
  isDelivered(): boolean | undefined;
  /** Resolves when something happens here, or after `timeLimitMs`. */
  whenChanged(timeLimitMs: number): Promise<void>;
  /** Lets everything that waits go, and holds nothing anymore. */
  open(): void;
}

/** What a connection tells about a command at the gate. */
export interface GateEntry {
  readonly isHeld: boolean;
  readonly isReplyHeld: boolean;
  /** The connection says how the command is let go, and how the connection is broken. */
  bind(actions: { letGo: () => void; cut: () => void }): void;
  sent(): void;
  replied(frame: Buffer, letGo: () => void): void;
  /** The operating system has taken the reply. */
  flushed(): void;
  /** The program has closed the connection; `isLost` when the command never gets to the server. */
  left(isLost: boolean): void;
  /** Nothing more will come of it. */
  ended(): void;
}

const tidying = new Set(["killCursors", "endSessions"]);

/** Cursors that wait for data, by the text of their id. */
type AwaitingCursors = Set<string>;

export function createGate(
  surroundings: Pick<Gate, "isDelivered"> & { isStill: () => boolean },
): Gate & {
  take: (command: WireCommand, frame: Buffer, wantsReply: boolean) => GateEntry | undefined;
  note: () => void;
} {
  const entries = new Set<Entry>();
  const awaiting: AwaitingCursors = new Set();
  let changes = 0;
  let isOpen = false;
  const listeners = new Set<() => void>();

  function changed(): void {
    changes += 1;
    for (const listener of listeners) listener();
  }

  return {
    commands: () => [...entries],
    get isStill() {
      for (const entry of entries) if (entry.isMoving) return false;
      return surroundings.isStill();
    },
    get changes() {
      return changes;
    },
    isDelivered: surroundings.isDelivered,
    note: changed,
    whenChanged(timeLimitMs) {
      return new Promise((resolve) => {
        const timer = setTimeout(done, timeLimitMs);
        function done(): void {
          clearTimeout(timer);
          listeners.delete(done);
          resolve();
        }
        listeners.add(done);
      });
    },
    open() {
      isOpen = true;
      for (const entry of entries) {
        entry.serve();
        entry.release();
      }
    },
    take(command, frame, wantsReply) {
      if (isOpen) return undefined;
      const entry = createEntry({
        command,
        frame,
        wantsReply,
        awaiting,
        whenChanged: () => {
          if (entry.state === "over") entries.delete(entry);
          changed();
        },
        isOpen: () => isOpen,
      });
      entries.add(entry);
      changed();
      return entry;
    },
  };
}

interface Entry extends GatedCommand, GateEntry {
  /** Let go, and not yet where it is to be. */
  readonly isMoving: boolean;
}

function createEntry(options: {
  command: WireCommand;
  frame: Buffer;
  wantsReply: boolean;
  awaiting: AwaitingCursors;
  whenChanged: () => void;
  isOpen: () => boolean;
}): Entry {
  const { command, frame, wantsReply, awaiting, whenChanged } = options;
  let state: GateState = "waiting";
  let isOrphan = false;
  let isServed = false;
  let isReleased = false;
  let replyFrame: Buffer | undefined;
  let replyLetGo: (() => void) | undefined;
  let actions: { letGo: () => void; cut: () => void } | undefined;
  let decoded: Record<string, unknown> | undefined;

  function decode(): Record<string, unknown> {
    return (decoded ??= decodeFrame(frame));
  }

  function become(next: GateState): void {
    if (state === "over") return;
    state = next;
    whenChanged();
  }

  function opensAwaitingCursor(): boolean {
    if (command.command === "find") return decode().awaitData === true;
    if (command.command !== "aggregate") return false;
    const [first] = (decode().pipeline ?? []) as Record<string, unknown>[];
    return first !== undefined && "$changeStream" in first;
  }

  const awaitsData = command.command === "getMore" && awaiting.has(String(decode().getMore));

  const entry: Entry = {
    command,
    get state() {
      return state;
    },
    get isOrphan() {
      return isOrphan;
    },
    awaitsData,
    isHousekeeping: command.internal === true || tidying.has(command.command),
    get isMoving() {
      if (isServed && state === "waiting") return true;
      return isReleased && state === "replied";
    },
    get isHeld() {
      return !isServed;
    },
    get isReplyHeld() {
      return !isReleased;
    },
    document: decode,
    reply: () => replyFrame && decodeFrame(replyFrame),

    serve() {
      if (isServed) return;
      isServed = true;
      actions?.letGo();
    },
    release() {
      isReleased = true;
      replyLetGo?.();
    },
    cut() {
      actions?.cut();
    },

    bind(given) {
      actions = given;
      if (awaitsData) entry.serve();
    },
    sent() {
      isServed = true;
      become(wantsReply ? "sent" : "over");
    },
    replied(bytes, letGo) {
      replyFrame = bytes;
      if (opensAwaitingCursor()) {
        const { cursor } = decodeFrame(bytes) as { cursor?: { id?: number | bigint } };
        if (cursor?.id) awaiting.add(String(cursor.id));
      }
      if (isOrphan) {
        become("over");
        return;
      }
      replyLetGo = letGo;
      become("replied");
      // An empty batch is no event.
      if (options.isOpen() || (awaitsData && isEmptyBatch(bytes))) entry.release();
    },
    flushed() {
      become("over");
    },
    left(isLost) {
      isOrphan = true;
      if (isLost || state === "replied") become("over");
      else whenChanged();
    },
    ended() {
      become("over");
    },
  };
  return entry;
}

function isEmptyBatch(reply: Buffer): boolean {
  const { cursor } = decodeFrame(reply) as { cursor?: { nextBatch?: unknown[] } };
  return cursor?.nextBatch?.length === 0;
}

import { createAlarm, type Clock } from "./clock.ts";
import { decodeFrame } from "./decode-frame.ts";
import type { WireCommand } from "./wire-record.ts";

/** A command whose reply is held, as `releaseOrder` gets to see it. */
export interface HeldCommand {
  /** What a person calls it: "find packages". */
  name: string;
  command: string;
  collection?: string;
  connection: number;
  requestId: number;
  /** The command document, decoded when it is asked for. */
  readonly document: Record<string, unknown>;
}

/** Returns the held commands in the order in which their replies are to be let go. */
export type ReleaseOrder = (held: HeldCommand[]) => HeldCommand[];

export interface HoldOptions {
  /** Holds commands of this name only. Default: every command that is not internal. */
  command?: string;
  /**
   * The hold ends by itself when for this long neither a matching command nor a new connection has
   * come, in ms. Default 2000.
   */
  timeLimitMs?: number;
}

export type HoldOutcome = "reached" | "timed-out" | "closed";

/** The reply of one command on its way through a hold: the connection tells what happens to it. */
export interface HeldReply {
  /** True until the reply is let go. */
  readonly held: boolean;
  /** The reply is here; `letGo` is called when it may be passed on. */
  arrived(letGo: () => void): void;
  /** The operating system has taken the reply. */
  flushed(): void;
  /** The connection has ended: there is nobody to hold the reply for. */
  gone(): void;
}

/** Gathers commands until enough are in flight, and keeps their replies back until then. */
export interface Hold {
  /** Returns undefined for a command that this hold does not hold. */
  take(command: WireCommand, frame: Buffer): HeldReply | undefined;
  /** Something came that may lead to a matching command: the time limit starts anew. */
  stir(): void;
  /** Ends the hold and lets everything go. */
  end(outcome: HoldOutcome): void;
  readonly isOver: boolean;
  readonly outcome: Promise<HoldOutcome>;
}

type State = "holding" | "releasing" | "over";

export function createHold(options: {
  commands: number;
  command?: string;
  timeLimitMs: number;
  clock: Clock;
  order: () => ReleaseOrder | undefined;
  /** Resolves when the program has read what was passed on to it, or `isOver`. */
  whenRead: (connection: number, isOver: () => boolean) => Promise<void>;
  note: (kind: "hold-timed-out" | "note", text: string) => void;
}): Hold {
  const { commands, timeLimitMs, clock, note } = options;
  const entries = new Set<Entry>();
  let state: State = "holding";
  /** Asked through a function, since it changes while `releaseInOrder` waits. */
  const isOver = (): boolean => state === "over";
  let stirredMs = clock();
  const { promise: outcome, resolve: resolveOutcome } = createDeferred<HoldOutcome>();
  const alarm = createAlarm(clock, () => {
    // After a stall of this process the timers run before the sockets are read: what came in time
    // must be seen before it is said that nothing came.
    setImmediate(expire);
  });

  function stir(): void {
    if (state === "over") return;
    stirredMs = clock();
    if (entries.size > 0) alarm.set(stirredMs + timeLimitMs);
  }

  function expire(): void {
    if (state === "over") return;
    if (clock() < stirredMs + timeLimitMs) {
      alarm.set(stirredMs + timeLimitMs);
      return;
    }
    const what = options.command ?? "any command";
    note(
      "hold-timed-out",
      state === "holding"
        ? `only ${entries.size} of ${commands} commands${options.command === undefined ? "" : ` (${options.command})`} were in flight and nothing more came for ${timeLimitMs} ms: they were let go`
        : `a held reply (${what}) could not be let go in order for ${timeLimitMs} ms: all were let go`,
    );
    end("timed-out");
  }

  function end(result: HoldOutcome): void {
    if (state === "over") return;
    state = "over";
    alarm.clear();
    for (const entry of entries) entry.letGo();
    entries.clear();
    resolveOutcome(result);
  }

  function open(): void {
    const order = options.order();
    if (!order) {
      end("reached");
      return;
    }
    state = "releasing";
    stir();
    // It catches its own errors: nothing is left that could reject.
    void releaseInOrder(order);
  }

  async function releaseInOrder(order: ReleaseOrder): Promise<void> {
    for (const entry of sortEntries([...entries], order, note)) {
      entry.letGo();
      await entry.hasLeft;
      if (isOver()) return;
      entries.delete(entry);
      if (entries.size > 0) await options.whenRead(entry.described.connection, isOver);
      if (isOver()) return;
      stir();
    }
    end("reached");
  }

  return {
    get isOver() {
      return isOver();
    },
    outcome,
    stir,
    end,

    take(command, frame) {
      if (state !== "holding") return undefined;
      if (options.command !== undefined && options.command !== command.command) return undefined;
      const entry = createEntry(command, frame, () => entries.delete(entry));
      entries.add(entry);
      stir();
      if (entries.size >= commands) open();
      return entry;
    },
  };
}

interface Entry extends HeldReply {
  readonly described: HeldCommand;
  /** Resolves when the reply has been handed to the operating system, or never will. */
  readonly hasLeft: Promise<void>;
  letGo(): void;
}

function createEntry(command: WireCommand, frame: Buffer, whenGone: () => void): Entry {
  let held = true;
  let whenLetGo: (() => void) | undefined;
  const departure = createDeferred<void>();
  return {
    get held() {
      return held;
    },
    described: describe(command, frame),
    hasLeft: departure.promise,
    arrived(letGo) {
      whenLetGo = letGo;
    },
    flushed: () => departure.resolve(),
    gone() {
      held = false;
      departure.resolve();
      whenGone();
    },
    letGo() {
      held = false;
      whenLetGo?.();
    },
  };
}

function describe(command: WireCommand, frame: Buffer): HeldCommand {
  const { collection } = command;
  return {
    name: collection === undefined ? command.command : `${command.command} ${collection}`,
    command: command.command,
    ...(collection !== undefined && { collection }),
    connection: command.connection,
    requestId: command.requestId,
    get document() {
      return decodeFrame(frame);
    },
  };
}

/** Asks `order`, and falls back to the order of arrival when its answer is of no use. */
function sortEntries(
  entries: Entry[],
  order: ReleaseOrder,
  note: (kind: "note", text: string) => void,
): Entry[] {
  const byDescription = new Map(entries.map((entry) => [entry.described, entry]));
  try {
    const sorted = order(entries.map((entry) => entry.described)).map((described) => {
      const entry = byDescription.get(described);
      if (!entry) throw new Error("it returned a command twice, or one that it was not given");
      byDescription.delete(described);
      return entry;
    });
    // What it left out comes last.
    return [...sorted, ...byDescription.values()];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    note("note", `releaseOrder failed, replies are let go as their commands came: ${reason}`);
    return entries;
  }
}

function createDeferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  const settlers: ((value: T) => void)[] = [];
  const promise = new Promise<T>((resolve) => {
    settlers.push(resolve);
  });
  return { promise, resolve: (value) => settlers.forEach((settle) => settle(value)) };
}

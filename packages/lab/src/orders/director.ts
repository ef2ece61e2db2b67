import { setTimeout as sleep } from "node:timers/promises";
import { footprintOf, type Choice, type Execution, type Step } from "@samples/explore";
import type { GatedCommand } from "@samples/wire-proxy";
import type { Document } from "bson";
import type { HeldRequest } from "../weather/weather-api.ts";
import { registryCollection } from "../server/lab-server.ts";
import { describeCommand } from "./describe-command.ts";
import type { Direction, Stage } from "./direction.ts";
import type { Mask } from "./mask.ts";
import { readRunDelayMs } from "./rest.ts";
import { settle } from "./settle.ts";

/** How a program is directed. */
export interface DirectorOptions {
  mask: Mask;
  /** Take apart which command the server gets next and which reply the program gets next. */
  fine: boolean;
  /** Offer broken connections as choices. */
  faults: boolean;
  /** Timers of the program's own that ring within this are waited for, in ms. */
  timersMs: number;
  /** A program that takes more steps than this is ended. */
  maxSteps: number;
  /** Documents of one collection may be tied together by more than their `_id`. */
  coarseFootprints: boolean;
  /** The program could tell that its database has no sample data. */
  needsRegistry: boolean;
  /** What `node` is given instead of a loader and the program, where that is faster. */
  startArguments?: string[] | undefined;
}

/** What came of a directed run, beside the run itself. */
export interface Directed extends Execution {
  /** What the run's database holds at the end, by collection. */
  documents: Record<string, Document[]>;
  /** It has set timers that are waited for. */
  hadTimers: boolean;
  /** Whether the program rested had to be guessed. */
  wasGuessed: boolean;
}

/**
 * Says which of the open choices is taken; undefined gives the execution up. One that takes its time is asked again when something
 * happens meanwhile: what it answers after that is not heard.
 */
export type Decide = (open: readonly Choice[]) => Choice | undefined | Promise<Choice | undefined>;

/** Directs one run, and is asked for what came of it afterwards. */
export interface Director extends Direction {
  /** Serves the program, and has `decide` choose. */
  start(decide: Decide): void;
  /** The command or request that a choice is about. */
  find(choice: Choice): GatedCommand | HeldRequest | undefined;
  directed(): Directed;
}

/** A server that has a processor answers within this, or it waits for another command: a lock of a transaction, say. In ms. */
const answerMs = 500;

/** A server tells those who watch a collection of a change within this, in ms. */
const eventMs = 20;

const reads = new Set([
  "find",
  "getMore",
  "count",
  "distinct",
  "aggregate",
  "explain",
  "listIndexes",
  "listCollections",
  "ping",
  "hello",
  "buildInfo",
  "commitTransaction",
  "abortTransaction",
]);

/** A message that waits, as the chooser sees it. */
interface Waiting {
  message: string;
  actor: number;
  command?: GatedCommand;
  request?: HeldRequest;
  text: string;
}

export function createDirector(options: DirectorOptions): Director {
  const requests: HeldRequest[] = [];
  const steps: Step[] = [];
  const known = new Map<GatedCommand | HeldRequest, Waiting>();
  const begin = createSignal<Decide>();
  /** Nobody waits for what the server says: the program was ended. */
  const isOver = (): boolean => hasEnded && end !== "ended";
  let lastActor = 0;
  let hasEnded = false;
  let end: Execution["end"] = "ended";
  let hadTimers = false;
  let wasGuessed = false;
  let hasFailures = false;
  /** It rests, and nothing waits: whatever it waits for, it is nobody's choice. */
  let isIdle = false;
  /** Somebody is thinking about what is next. */
  let isAsking = false;
  let isRegistryUntouched = true;
  let documents: Record<string, Document[]> = {};
  /** When the last step was taken, or the first one might have been; and for how long the machine had kept things waiting by then. */
  let lastStep: { atMs: number; delayMs: number } | undefined;

  /** Gives everything that is new an actor: the first continues the chain of the last step, the others begin their own. */
  function meet(stage: Stage): Waiting[] {
    const commands = stage.gate.commands().filter(isOpen);
    const fresh = commands.filter((each) => !known.has(each)).toSorted(bySending);
    const freshRequests = requests
      .filter((each) => !known.has(each))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const last = steps.at(-1)?.taken.actor;
    const isBusy = [...commands, ...requests].some((each) => known.get(each)?.actor === last);
    let continues = isBusy ? undefined : last;
    const next = (): number => {
      const actor = continues ?? (lastActor += 1);
      continues = undefined;
      return actor;
    };
    for (const command of fresh) {
      const document = command.document();
      noteWrite(command.command.command, document);
      known.set(command, {
        message: `command ${known.size}`,
        actor: next(),
        command,
        text: describeCommand(document, options.mask),
      });
    }
    for (const request of freshRequests) {
      const text = options.mask(request.name);
      known.set(request, { message: `request ${known.size}`, actor: next(), request, text });
    }
    return [...commands, ...requests].flatMap((each) => known.get(each) ?? []);
  }

  function noteWrite(name: string, document: Record<string, unknown>): void {
    const target = document[name];
    const touches = typeof target !== "string" || target === registryCollection;
    if (!reads.has(name) && touches) isRegistryUntouched = false;
    if (name === "aggregate" && /"\$(out|merge)"/.test(JSON.stringify(document.pipeline)))
      isRegistryUntouched = false;
  }

  function offer(waiting: Waiting[]): Choice[] {
    const choices: Choice[] = [];
    for (const { message, actor, command, text } of waiting.toSorted((a, b) => a.actor - b.actor)) {
      const choice = { actor, message, text, isFault: false, isAwaited: true };
      if (!command) {
        choices.push({ ...choice, key: `${actor}`, delivers: true });
        continue;
      }
      const footprint = footprintOf(command.document(), options.coarseFootprints);
      const fault = { ...choice, isFault: true, delivers: true, footprint };
      if (command.state === "replied") {
        choices.push({ ...choice, key: `${actor}r`, text: `reply: ${text}`, delivers: true });
        if (options.faults)
          choices.push({ ...fault, key: `${actor}rx`, text: `broken before the reply: ${text}` });
        continue;
      }
      const delivers = !options.fine && !command.isOrphan;
      const isAwaited = delivers || command.isOrphan;
      choices.push({ ...choice, key: `${actor}`, footprint, delivers, isAwaited });
      if (!options.faults || command.isOrphan) continue;
      choices.push({ ...fault, key: `${actor}x`, text: `broken before: ${text}` });
      if (!options.fine)
        choices.push({
          ...fault,
          key: `${actor}rx`,
          text: `done, broken before the reply: ${text}`,
        });
    }
    return choices;
  }

  async function perform(stage: Stage, choice: Choice): Promise<void> {
    const [thing, waiting] = [...known].find(([, { message }]) => message === choice.message) ?? [];
    if (!thing || !waiting) throw new Error(`Cannot take the step ${choice.key}: it is not open`);
    if (waiting.request) {
      requests.splice(requests.indexOf(waiting.request), 1);
      waiting.request.answer();
      await waiting.request.isAnswered;
      return;
    }
    const { command } = waiting;
    if (!command) return;
    const isBroken = choice.isFault;
    if (isBroken) hasFailures = true;
    if (isBroken && choice.key.endsWith("rx")) {
      if (command.state === "waiting") await serve(stage, command);
      command.cut();
    } else if (isBroken) {
      command.cut();
    } else {
      if (command.state === "waiting") await serve(stage, command);
      const isReply = choice.key.endsWith("r");
      if (command.state === "replied" && (isReply || !options.fine)) {
        command.release();
        await until(stage, () => command.state === "over", answerMs);
      }
    }
    if (command.command.error || command.command.abandoned) hasFailures = true;
  }

  async function tidy(stage: Stage, command: GatedCommand): Promise<void> {
    command.serve();
    const isDone = (): boolean => command.state === "replied" || command.state === "over";
    await until(stage, isDone, answerMs);
    if (command.state === "replied") command.release();
    await until(stage, () => command.state === "over", answerMs);
  }

  async function serve(stage: Stage, command: GatedCommand): Promise<void> {
    const othersWait = (): boolean =>
      stage.gate.commands().some((each) => each !== command && isOpen(each));
    command.serve();
    const isDone = (): boolean => command.state === "replied" || command.state === "over";
    await until(stage, isDone, answerMs);
    // Nobody else can be what it waits for: it is just slow.
    while (!isDone() && !othersWait() && !isOver()) await until(stage, isDone, answerMs);
    if (!isDone()) hasFailures = true;
    const watchers = stage.gate.commands().filter((each) => each.awaitsData);
    if (watchers.length > 0 && !reads.has(command.command.command)) {
      await until(stage, () => watchers.every(({ state }) => state !== "sent"), eventMs);
    }
  }

  async function until(stage: Stage, isDone: () => boolean, limitMs: number): Promise<void> {
    const startMs = performance.now();
    const delayMs = delayOf(stage.serverPid);
    while (!isDone() && !isOver()) {
      const leftMs = startMs + limitMs + delayOf(stage.serverPid) - delayMs - performance.now();
      if (leftMs <= 0) return;
      await stage.gate.whenChanged(Math.min(leftMs, 50));
    }
  }

  /** Asks for a choice. "again": something has happened while it was thought about. */
  async function ask(
    stage: Stage,
    decide: Decide,
    open: Choice[],
  ): Promise<Choice | "again" | undefined> {
    const answer = decide(open);
    if (!(answer instanceof Promise)) return answer;
    const seen = stage.gate.changes + requests.length;
    isAsking = true;
    try {
      for (;;) {
        const found = await Promise.race([
          answer,
          stage.gate.whenChanged(50).then(() => "again" as const),
        ]);
        if (found !== "again") return found;
        // What a program leaves behind when it is gone is nobody's to think about.
        if (hasEnded) return open.find(({ isFault }) => !isFault);
        if (stage.gate.changes + requests.length !== seen) return "again";
      }
    } finally {
      isAsking = false;
      lastStep = { atMs: performance.now(), delayMs: delayOf(stage.pid) };
    }
  }

  async function conduct(stage: Stage, decide: Decide): Promise<void> {
    const ended = (): boolean => hasEnded;
    /** What nobody chooses goes first, message by message: so that what the program does because of it has one order, too. */
    const housekeeping = (): GatedCommand[] =>
      stage.gate
        .commands()
        .filter(({ isHousekeeping, state }) => isHousekeeping && state !== "sent")
        .toSorted((a, b) => a.command.connection - b.command.connection);
    // While it starts nobody needs to know whether it rests.
    while (stage.gate.changes === 0 && requests.length === 0 && !hasEnded) {
      await stage.gate.whenChanged(20);
    }
    for (;;) {
      const settled = await settle(stage, {
        timersMs: options.timersMs,
        hasEnded: ended,
        isUrgent: () => housekeeping().length > 0,
      });
      const tidied = housekeeping();
      if (tidied.length > 0) {
        isIdle = false;
        for (const command of tidied) await tidy(stage, command);
        continue;
      }
      wasGuessed ||= settled.isGuess;
      // What a program leaves behind on the network still gets to the server, in one order or the other.
      const open = offer(meet(stage));
      isIdle = open.length === 0;
      if (isIdle) {
        if (hasEnded) return;
        // It ends, or a timer of its own is all that it waits for.
        await Promise.race([stage.gate.whenChanged(20), sleep(20)]);
        continue;
      }
      if (steps.length >= options.maxSteps) {
        end = "unfinished";
        stage.end();
        return;
      }
      const taken = await ask(stage, decide, open);
      if (taken === "again") continue;
      if (!taken) {
        end = "given-up";
        stage.end();
        return;
      }
      steps.push({ taken, open });
      lastStep = { atMs: performance.now(), delayMs: delayOf(stage.pid) };
      await perform(stage, taken);
    }
  }

  return {
    requests,
    needsRegistry: options.needsRegistry,
    startArguments: options.startArguments,
    begin: begin.promise.then(() => undefined),
    async direct(stage) {
      const decide = await begin.promise;
      lastStep = { atMs: performance.now(), delayMs: delayOf(stage.pid) };
      try {
        await conduct(stage, decide);
      } finally {
        hadTimers = stage.timers.hasSet(options.timersMs);
        stage.gate.open();
        for (const request of requests) request.answer();
      }
    },
    leftMs(pid, timeLimitMs) {
      // One that was started ahead waits for its turn, and somebody may think for as long as it takes.
      if (!lastStep || isAsking) return timeLimitMs;
      const delayMs = delayOf(pid) - lastStep.delayMs;
      return lastStep.atMs + timeLimitMs + Math.max(0, delayMs) - performance.now();
    },
    programHasEnded(isTimedOut) {
      hasEnded = true;
      if (isTimedOut && !isIdle) end = "unfinished";
      // One that ended before it was begun must not be waited for.
      begin.resolve(() => undefined);
    },
    untouched: () => (isRegistryUntouched ? [registryCollection] : []),
    async collect(read) {
      if (end !== "given-up") documents = await read();
    },
    start: begin.resolve,
    find(choice) {
      for (const [thing, { message }] of known) if (message === choice.message) return thing;
      return undefined;
    },
    directed: () => ({ steps, end, hasFailures, documents, hadTimers, wasGuessed }),
  };
}

/** For how long a busy machine has let a program or a server wait, and the proxy in this process: that is not its time. */
function delayOf(pid: number | undefined): number {
  return (pid === undefined ? 0 : readRunDelayMs(pid)) + readRunDelayMs(process.pid);
}

/** What can be chosen: a command that waits, or a reply. */
function isOpen(command: GatedCommand): boolean {
  if (command.isHousekeeping) return false;
  if (command.state === "replied") return true;
  return command.state === "waiting" && !command.awaitsData;
}

/** In the order in which the program sent them, which the numbers of a driver tell and the network does not. */
function bySending(a: GatedCommand, b: GatedCommand): number {
  return a.command.requestId - b.command.requestId || a.command.connection - b.command.connection;
}

function createSignal<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  const settlers: ((value: T) => void)[] = [];
  const promise = new Promise<T>((resolve) => settlers.push(resolve));
  return { promise, resolve: (value) => settlers.forEach((settleIt) => settleIt(value)) };
}

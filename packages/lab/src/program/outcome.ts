import type { Outcome } from "../run.ts";
import type { CrashReport } from "./crash-report.ts";

export interface OutcomeFacts {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  endedFor?: "time-limit" | "served" | "stop" | "abort" | undefined;
  timeLimitMs: number;
  crash: CrashReport | undefined;
  /** It died of a rejection that nobody handled. */
  isRejection: boolean;
  /** Names of the commands that had no reply when the program was ended. */
  unanswered: string[];
  /** How many connections to MongoDB were open when the program was ended, the driver's monitoring included. */
  openConnections: number;
  /** What kept it alive at its time limit, in words: "an interval". */
  keepers: string[];
  /** When it was last heard of: its last line, or its last command's end, in ms. */
  lastSignOfLifeMs: number | undefined;
  /** How long its main thread had been running without a pause when it was ended, in ms; 0 when it rested. */
  busyMs: number;
}

/** A slice of the thread that was cut after less than this may have been just about to end, in ms. */
const shortestHangMs = 1_000;

/** A program that was heard of this short before its time limit was not hanging, in ms. */
const recentMs = 500;

/** Returns how a run ended, and the sentence about it that a learner reads. */
export function describeOutcome(facts: OutcomeFacts): Outcome {
  const { exitCode, signal, crash } = facts;
  if (facts.endedFor === "abort") {
    return { kind: "aborted", sentence: "The run was ended early, as you asked." };
  }
  if (facts.endedFor === "stop") {
    return {
      kind: "stopped",
      sentence:
        signal === "SIGKILL"
          ? "You ended the program. It did not end by itself within 2 s of Ctrl-C, so it was killed."
          : "You ended the program.",
    };
  }
  if (facts.endedFor === "served") {
    if (signal === "SIGKILL") {
      return {
        kind: "killed",
        sentence:
          "The program did not end by itself within 2 s of SIGINT, which it got when all requests were answered, and was killed.",
      };
    }
    if (signal === "SIGINT" || exitCode === 0 || exitCode === 130) {
      return { kind: "served", sentence: "The program was asked to end, and did." };
    }
  }
  if (facts.endedFor === "time-limit") {
    const { hung, sentence } = whyItHung(facts);
    return {
      kind: "timed-out",
      hung,
      sentence: `The program was still running after ${facts.timeLimitMs / 1000} s and was ended. ${sentence}`,
    };
  }
  if (signal !== null) {
    return { kind: "killed", sentence: `The program was killed by ${signal}.` };
  }
  if (crash?.isSyntaxError) {
    return { kind: "syntax-error", sentence: `The program cannot be read: ${crash.message}` };
  }
  if (crash && exitCode !== 0) {
    const { message, missingPackage } = crash;
    if (facts.isRejection) {
      return {
        kind: "unhandled-rejection",
        sentence: `A promise was rejected and nobody handled it, which ends the process: ${message}`,
      };
    }
    const isPackage = missingPackage !== undefined && !/^[./]|^\w:|^file:/.test(missingPackage);
    const advice = isPackage
      ? `. Install it beside the program: npm install ${missingPackage}`
      : "";
    return { kind: "crashed", sentence: `The program crashed: ${message}${advice}` };
  }
  if (exitCode === 13) {
    // https://nodejs.org/docs/latest-v20.x/api/process.html#exit-codes
    return {
      kind: "exited",
      sentence:
        "The program ended with code 13: it awaited a promise at top level that nothing was left to settle.",
    };
  }
  if (exitCode === 0) return { kind: "exited", sentence: "The program ended by itself." };
  return { kind: "exited", sentence: `The program ended with exit code ${exitCode}.` };
}

function inWords(names: readonly string[]): string {
  return new Intl.ListFormat("en", { type: "conjunction" }).format(names);
}

function whyItHung(facts: OutcomeFacts): {
  hung: NonNullable<Outcome["hung"]>;
  sentence: string;
} {
  const { unanswered, openConnections, lastSignOfLifeMs, busyMs, timeLimitMs } = facts;
  if (busyMs > shortestHangMs) {
    return {
      hung: "computing",
      sentence: `It was computing: its one thread had not come to rest for ${(busyMs / 1000).toFixed(1)} s.`,
    };
  }
  const [first, ...rest] = unanswered;
  if (first !== undefined) {
    const more = rest.length > 0 ? ` and ${rest.length} more` : "";
    return { hung: "waiting", sentence: `It waited for the reply to ${first}${more}.` };
  }
  if (lastSignOfLifeMs !== undefined && lastSignOfLifeMs > timeLimitMs - recentMs) {
    return {
      hung: "working",
      sentence: "It was still at work: give it more time, if it is to end.",
    };
  }
  const lastHeard =
    lastSignOfLifeMs === undefined
      ? "It never printed a line or sent a command"
      : `It was last heard of after ${Math.round(lastSignOfLifeMs)} ms`;
  const keepers =
    facts.keepers.length === 0
      ? ""
      : `${inWords(facts.keepers)} ${facts.keepers.length === 1 ? "keeps" : "keep"} it alive`;
  const what =
    openConnections > 0
      ? `${openConnections === 1 ? "a connection" : `${openConnections} connections`} to MongoDB stayed open: close the client ("await using client = …" does)${keepers && `; ${keepers}, too`}`
      : keepers || "something that it opened keeps it alive: a timer, a server, a worker";
  return { hung: "handles-open", sentence: `${lastHeard}, and ${what}.` };
}

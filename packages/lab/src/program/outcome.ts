import type { Outcome } from "../run.ts";
import type { CrashReport } from "./crash-report.ts";

export interface OutcomeFacts {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  endedFor?: "time-limit" | "abort" | undefined;
  timeLimitMs: number;
  crash: CrashReport | undefined;
  /** Names of the commands that had no reply when the program was ended. */
  unanswered: string[];
  /** How many connections to MongoDB were open when the program was ended, the driver's monitoring included. */
  openConnections: number;
  /** When it was last heard of: its last line, or its last command's end, in ms. */
  lastSignOfLifeMs: number | undefined;
  /** The processor time that it has used, in ms, where the system tells. */
  cpuMs: number | undefined;
}

/** Returns how a run ended, and the sentence about it that a learner reads. */
export function describeOutcome(facts: OutcomeFacts): Outcome {
  const { exitCode, signal, crash } = facts;
  if (facts.endedFor === "abort") {
    return { kind: "aborted", sentence: "The run was ended early, as you asked." };
  }
  if (facts.endedFor === "time-limit") {
    return {
      kind: "timed-out",
      sentence: `The program was still running after ${facts.timeLimitMs / 1000} s and was ended. ${whyItHung(facts)}`,
    };
  }
  if (signal !== null) {
    return { kind: "killed", sentence: `The program was killed by ${signal}.` };
  }
  if (crash?.isSyntaxError) {
    return { kind: "syntax-error", sentence: `The program cannot be read: ${crash.message}` };
  }
  if (crash && exitCode !== 0) {
    const advice =
      crash.missingPackage === undefined || /^[./]|^\w:|^file:/.test(crash.missingPackage)
        ? ""
        : ` Install it beside the program: npm install ${crash.missingPackage}`;
    return {
      kind: "crashed",
      sentence: `${crash.isRejection ? "A promise was rejected and nobody handled it" : "The program crashed"}: ${crash.message}.${advice}`,
    };
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

function whyItHung(facts: OutcomeFacts): string {
  const { unanswered, openConnections, lastSignOfLifeMs, cpuMs, timeLimitMs } = facts;
  if (cpuMs !== undefined && cpuMs > timeLimitMs * 0.6) {
    return "It was computing all the time: its one thread never came to rest.";
  }
  if (unanswered.length > 0) {
    const [first = "", ...rest] = unanswered;
    return `It waited for the reply to ${first}${rest.length > 0 ? ` and ${rest.length} more` : ""}.`;
  }
  const lastHeard =
    lastSignOfLifeMs === undefined
      ? "It never printed a line or sent a command"
      : `It was last heard of after ${Math.round(lastSignOfLifeMs)} ms`;
  if (openConnections > 0) {
    return `${lastHeard}, and ${
      openConnections === 1 ? "a connection" : `${openConnections} connections`
    } to MongoDB stayed open: close the client ("await using client = …" does).`;
  }
  return `${lastHeard}, and something that it opened keeps it alive: a timer, a server, a worker.`;
}

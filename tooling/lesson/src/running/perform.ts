import { chooseMongo, runOrder, runProgram, type Run, type RunOptions } from "@samples/lab";
import { showProgress } from "../terminal/progress.ts";
import type { ResolvedProgram } from "../programs/resolve-program.ts";
import { shortPath } from "../repository.ts";
import type { RunSettings } from "./run-options.ts";
import { streamOutput } from "./stream-output.ts";

export interface Performance extends RunSettings {
  args?: string[];
  debug?: true;
  signal: AbortSignal;
  /** A page is asked for: it leads to lines of the source. */
  html?: string;
  /** Asks the program to end; the run is as whole as any other. */
  stop?: AbortSignal;
  /** Keep the program's output to oneself. */
  quiet?: boolean;
}

/** Runs a program with its output passed on while it runs. */
export async function perform(program: ResolvedProgram, how: Performance): Promise<Run> {
  const wipe = how.quiet ? () => {} : showProgress(waitingFor(program, how.mongo));
  how.signal.addEventListener("abort", wipe, { once: true });
  const output = streamOutput(({ stream, text }) => {
    wipe();
    (stream === "stdout" ? console.log : console.error)(text);
  });
  try {
    const options: RunOptions = {
      latencyMs: how.latency,
      handshakeLatency: how.handshakeLatency,
      weatherLatencyMs: how.weatherLatency,
      mongo: how.mongo,
      cut: how.cut,
      members: how.members,
      lagMs: how.lag,
      requests: how.request,
      totalRequests: how.requests,
      concurrency: how.concurrency,
      requestTimeLimitMs: how.requestTimeLimit,
      timeLimitMs: how.timeLimit,
      sendLines: how.html !== undefined || how.slowest !== undefined,
      explainSlowest: how.slowest,
      args: how.args,
      uriEnv: how.uriEnv,
      port: how.port,
      signal: how.signal,
      stop: how.stop,
      onOutput: how.quiet ? undefined : output.pass,
    };
    const run =
      how.order === undefined
        ? await runProgram(program.file, options)
        : await runOrder(program.file, how.order, options);
    output.end(run.outcome.kind === "syntax-error" && !how.debug ? "drop" : "print");
    return run;
  } finally {
    output.end("print");
    wipe();
  }
}

function waitingFor({ file, listed }: ResolvedProgram, mongo: string | undefined): string {
  const name = listed?.name ?? shortPath(file);
  return chooseMongo(mongo) === "docker"
    ? `Running ${name}; MongoDB starts in Docker, where the first time it is downloaded …`
    : `Running ${name} …`;
}

import { readFile } from "node:fs/promises";
import { startWireProxy, type WireProxy } from "@samples/wire-proxy";
import { explainSlowest } from "./explain-slowest.ts";
import { LabError } from "./lab-error.ts";
import { assertNodeVersion } from "./node-version.ts";
import { withPool } from "./server/pool-settings.ts";
import { isInRepository, loaderArguments } from "./program/loader-arguments.ts";
import { locateProgram, workingFolder } from "./program/locate-program.ts";
import { programEnvironment } from "./program/program-environment.ts";
import { readSources } from "./program/other-address.ts";
import { readProgramHeader, type ProgramHeader } from "./program/program-header.ts";
import { runProcess, type ProcessResult } from "./program/run-process.ts";
import { prepareWitness } from "./program/witness.ts";
import { createRunDatabase } from "./run-database.ts";
import { toRun } from "./run-report.ts";
import type { OutputLine, Run, RunOptions } from "./run.ts";
import { lookOn } from "./look-on.ts";
import { toOnlyHost, toOtherHosts } from "./server/only-host.ts";
import { openOwnServer, serverNeeds } from "./server/own-server.ts";
import { chooseMongo, openServer } from "./server/open-server.ts";
import type { Direction } from "./orders/direction.ts";
import { quickStart } from "./orders/quick-start/quick-start.ts";
import { watchTimers } from "./orders/timers.ts";
import { askProgram, type Asked } from "./requests/ask-program.ts";
import { parseRequest, secretsOf, type ProgramRequest } from "./requests/program-request.ts";
import { prepareRequestWatch, type RequestWatch } from "./requests/request-watch.ts";
import { createServedRecord } from "./requests/served-record.ts";
import { prepareThreadRecorder, type ThreadRecorder } from "./thread/index.ts";
import { clockZero } from "./thread/preload/clock-zero.mjs";
import { startWeatherApi, type WeatherApi } from "./weather/weather-api.ts";

const defaultLatencyMs = 50;
const defaultTimeLimitMs = 15_000;

/** Of a program that hangs on purpose (`@hangs`): the reader need not wait any longer than it takes to believe it. */
const hangTimeLimitMs = 5_000;

const defaultRequestTimeLimitMs = 10_000;

/** How long is waited, when the program is gone, for what the server still does for it, in ms. */
const settleLimitMs = 1_000;

/**
 * Runs a program as its own process, with everything around it, and returns the run. However the program
 * ends, that stands in the run and is no error of the lab.
 *
 * @param file path or file URL of the program
 * @throws LabError when the program or the server cannot be had
 */
export function runProgram(file: string, options: RunOptions = {}): Promise<Run> {
  return runDirected(file, options, undefined);
}

/**
 * Runs a program as `runProgram` does, under `direction`, which decides when the program is served, and each step of it.
 *
 * @throws LabError when the program or the server cannot be had
 */
export async function runDirected(
  file: string,
  options: RunOptions,
  direction: Direction | undefined,
): Promise<Run> {
  assertNodeVersion();
  assertOptions(options);
  const path = locateProgram(file);
  const source = await readFile(path, "utf8");
  const header = readProgramHeader(source);
  const requests = chooseRequests(options, header);
  if (direction && requests.length > 0) {
    throw new LabError(
      "bad-option",
      "Cannot try the orders of a program that is sent HTTP requests: when these come would be a choice as well. Call its functions from a program of their own.",
    );
  }
  const startArguments =
    direction?.startArguments ?? (options.quickStart ? await quickStart(path, source) : undefined);
  const needs = serverNeeds(options, header);
  if (direction && needs) {
    throw new LabError(
      "bad-option",
      "Cannot try the orders of a program that needs a server of its own: when members take over is no choice of the lab's.",
    );
  }
  if (needs?.members && options.port !== undefined) {
    throw new LabError("bad-option", "Cannot use one port for several members: leave it out.");
  }
  const opening = needs
    ? openOwnServer(needs, options.mongo)
    : openServer(chooseMongo(options.mongo));
  const server = await unlessAborted(opening, endOf(options)).catch((error: unknown) => {
    // Of a run that was aborted meanwhile.
    if (needs) void opening.then((own) => own.close()).catch(() => undefined);
    throw error;
  });

  const latencyMs = options.latencyMs ?? header.latencyMs ?? defaultLatencyMs;
  const timeLimitMs = options.timeLimitMs ?? (header.hangs ? hangTimeLimitMs : defaultTimeLimitMs);
  // Orders of a program that reads no packages need none, and begin sooner.
  const packages = !direction || direction.needsRegistry ? options.packages : [];
  const database = createRunDatabase(server, packages);
  // The axis begins when the process does, which the proxy cannot wait for.
  let zeroMs = performance.now();
  const now = (): number => performance.now() - zeroMs;
  let proxy: WireProxy | undefined;
  let weather: WeatherApi | undefined;
  let recorder: ThreadRecorder | undefined;
  let watch: RequestWatch | undefined;
  const witness = prepareWitness();
  const timers = direction && (await watchTimers());
  /** The members' own addresses, and those at which the program reaches them. */
  const hosts = new Map<string, string>();
  try {
    proxy = await startWireProxy({
      target: server.address,
      others: server.otherMembers ?? [],
      paused: true,
      latencyMs,
      handshakeLatency: options.handshakeLatency ?? "handshakeLatency" in header.tags,
      now,
      ...(options.port === undefined
        ? {}
        : { port: options.port, rewriteHello: toOnlyHost(`127.0.0.1:${options.port}`) }),
      ...(server.otherMembers ? { rewriteHello: toOtherHosts(hosts) } : {}),
    }).catch((error: unknown) => {
      throw portError(options.port, error);
    });
    for (const [index, { host, port }] of [
      server.address,
      ...(server.otherMembers ?? []),
    ].entries()) {
      hosts.set(`${host}:${port}`, `127.0.0.1:${proxy.ports[index]}`);
    }
    if (options.weatherLatencyMs !== undefined || source.includes("WEATHER_URL")) {
      weather = await startWeatherApi({
        latencyMs: options.weatherLatencyMs ?? defaultLatencyMs,
        now,
        ...(direction ? { hold: (request) => direction.requests.push(request) } : {}),
      });
    }
    let nodeOptions = options.env?.NODE_OPTIONS ?? process.env.NODE_OPTIONS;
    if (options.threadLane ?? true) {
      recorder = await prepareThreadRecorder({
        now,
        nodeOptions,
        sendLines: options.sendLines,
      });
      nodeOptions = recorder.env.NODE_OPTIONS;
    }
    if (mayServe(path, requests)) {
      watch = await prepareRequestWatch();
      nodeOptions = [nodeOptions, watch.nodeOption].filter(Boolean).join(" ");
    }
    zeroMs = performance.now();
    hold(proxy, options);
    // In an order, a broken connection is a choice.
    cutAt(proxy, options.cut ?? (direction ? undefined : header.tags.cut));
    options.withProxy?.(proxy);

    const output: OutputLine[] = [];
    const failure = new AbortController();
    const redactOutput = createOutputRedactor((text) => server.redact(text), requests);
    /** All requests are answered: the program may end. */
    const served = new AbortController();
    /** The program is gone, or is to end. */
    const over = new AbortController();
    const gate = direction && proxy.gate();
    let directing: Promise<void> | undefined;
    const uri = withPool(
      server.programUri(proxy.ports, database.name),
      path,
      header,
      options.isLesson,
    );
    const around = { now, proxy, weather, recorder, requests: watch, output };
    options.watch?.(() => lookOn(around));
    const running = runProcess({
      args: [
        ...witness.args,
        ...(timers?.args ?? []),
        ...(startArguments ?? [...loaderArguments(path), path]),
        ...(options.args ?? []),
      ],
      cwd: workingFolder(path),
      env: programEnvironment(process.env, {
        MONGODB_URI: uri,
        ...(options.uriEnv === undefined ? {} : { [options.uriEnv]: uri }),
        ...(weather ? { WEATHER_URL: weather.url } : {}),
        ...options.env,
        ...(nodeOptions === undefined ? {} : { NODE_OPTIONS: nodeOptions }),
      }),
      timeLimitMs,
      signal: options.signal ? AbortSignal.any([options.signal, failure.signal]) : failure.signal,
      stop: options.stop ? AbortSignal.any([options.stop, served.signal]) : served.signal,
      leftMs: direction && ((pid) => direction.leftMs(pid, timeLimitMs)),
      beforeTimeLimit: (pid) => witness.ask(pid),
      now,
      onStart(pid) {
        if (!direction || !gate || !timers) return;
        const end = (): void => failure.abort();
        directing = direction
          .direct({ pid, serverPid: server.pid, gate, timers, weather, output, end })
          .catch((error: unknown) => {
            failure.abort(error);
          });
      },
      onLine(line) {
        const clean = { ...line, text: redactOutput(line.text) };
        output.push(clean);
        options.onOutput?.(clean);
      },
    });

    // The data is written while the process starts; until it is there the proxy serves nobody.
    const opened = proxy;
    const seeding = Promise.all([database.create(), direction?.begin]).then(
      () => opened.open(),
      (error: unknown) => {
        failure.abort();
        throw error;
      },
    );
    const asking = ask({
      requests,
      options,
      header,
      watch,
      proxy,
      now,
      seeding,
      over: over.signal,
    });
    void asking.then(() => served.abort());
    const [ended, seeded, asked] = await Promise.allSettled([
      running.finally(() => over.abort()),
      seeding,
      asking,
    ]);
    if (seeded.status === "rejected") throw seeded.reason;
    if (ended.status === "rejected") throw ended.reason;
    if (asked.status === "rejected") throw asked.reason;
    const result: ProcessResult = ended.value;
    const isServed = result.endedFor === "stop" && options.stop?.aborted !== true;
    if (direction) {
      direction.programHasEnded(result.endedFor === "time-limit");
      await directing;
      if (failure.signal.reason instanceof Error && failure.signal.reason.name !== "AbortError")
        throw failure.signal.reason;
    }

    const [threads, seen, testimony] = await Promise.all([
      recorder?.collect(result.endMs),
      watch?.read(),
      witness.testify(),
      proxy.settle(settleLimitMs),
    ]);
    const recorded = proxy.record();
    const wire =
      options.explainSlowest === undefined
        ? recorded
        : await explainSlowest(recorded, { number: options.explainSlowest, proxy, server });
    await direction?.collect(() => server.readDatabase(database.name, direction.untouched()));
    return toRun({
      path,
      source,
      header,
      server,
      database,
      latencyMs,
      timeLimitMs,
      result: isServed ? { ...result, endedFor: "served" } : result,
      asked: asked.value,
      served: createServedRecord(seen ?? [], asked.value?.sent ?? [], clockZero(now), result.endMs),
      testimony,
      output,
      wire,
      http: weather?.spans(result.endMs) ?? [],
      threads,
    });
  } finally {
    await Promise.all([
      recorder?.discard(),
      watch?.discard(),
      witness.discard(),
      timers?.discard(),
      proxy?.close(),
      weather?.close(),
      database.drop().catch((error: unknown) => {
        process.emitWarning(
          server.redact(`The database ${database.name} could not be dropped: ${String(error)}`),
        );
      }),
    ]);
    if (needs) await server.close();
  }
}

/**
 * Whether a program may have an HTTP server. To watch for that makes each start some ms longer, so of the programs of this repository only
 * those are watched that are sent requests, or of which a part says that it listens.
 */
function mayServe(path: string, requests: readonly ProgramRequest[]): boolean {
  return (
    requests.length > 0 ||
    !isInRepository(path) ||
    readSources(path).some((source) => /\blisten\(/.test(source))
  );
}

/**
 * The requests that are to be sent, as often as that.
 *
 * @throws LabError when one of them cannot be read
 */
function chooseRequests(options: RunOptions, header: ProgramHeader): ProgramRequest[] {
  const given = (options.requests ?? header.requests ?? []).map((request) =>
    typeof request === "string" ? parseRequest(request) : request,
  );
  const [count] = [options.totalRequests, options.concurrency].filter((one) => one !== undefined);
  if (count !== undefined && given.length === 0) {
    throw new LabError(
      "bad-option",
      `Cannot send ${count} requests, as there is none: say which, such as --request "GET /users/7".`,
    );
  }
  const total = options.totalRequests ?? header.totalRequests ?? given.length;
  return given.length === 0
    ? []
    : Array.from({ length: total }, (_, index) => given[index % given.length] as ProgramRequest);
}

/** Hides the credentials of the connection string, and those that the lab itself sends. */
function createOutputRedactor(
  redact: (text: string) => string,
  requests: readonly ProgramRequest[],
): (text: string) => string {
  const secrets = secretsOf(requests);
  return (text) => secrets.reduce((clean, secret) => clean.replaceAll(secret, "***"), redact(text));
}

interface Asking {
  requests: readonly ProgramRequest[];
  options: RunOptions;
  header: ProgramHeader;
  watch: RequestWatch | undefined;
  proxy: WireProxy;
  now: () => number;
  /** The data is there, and the proxy serves. */
  seeding: Promise<unknown>;
  /** The program is gone. */
  over: AbortSignal;
}

/** Sends the program what it is to be asked; resolves when it may end, and never when nothing is asked and it ends by itself. */
async function ask({
  requests,
  options,
  header,
  watch,
  proxy,
  now,
  seeding,
  over,
}: Asking): Promise<Asked | undefined> {
  if (requests.length === 0 || !watch) {
    await new Promise<void>((resolve) => over.addEventListener("abort", () => resolve()));
    return undefined;
  }
  // What goes wrong with the data is said by who waits for it.
  await seeding.catch(() => undefined);
  const signal = options.stop ? AbortSignal.any([options.stop, over]) : over;
  const asked = await askProgram({
    requests,
    concurrency: options.concurrency ?? header.concurrency ?? 1,
    timeLimitMs: options.requestTimeLimitMs ?? defaultRequestTimeLimitMs,
    watch,
    now,
    signal,
  });
  // What a request has begun and not awaited, such as a line of a log, is still written.
  if (!signal.aborted) await proxy.settle(settleLimitMs);
  return asked;
}

/** Before the program runs, to stop it and to abort the run are one. */
function endOf({ signal, stop }: RunOptions): AbortSignal | undefined {
  const signals = [signal, stop].filter((each) => each !== undefined);
  return signals.length === 0 ? undefined : AbortSignal.any(signals);
}

/** The proxy could not be started: an error for a person where it is about the port that was asked for. */
function portError(port: number | undefined, cause: unknown): unknown {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (port === undefined || typeof code !== "string") return cause;
  const why =
    code === "EADDRINUSE" ? "another program listens on it" : `this system refuses it (${code})`;
  return new LabError(
    "port-taken",
    `Cannot use port ${port}: ${why}. End that program, or let yours read process.env.MONGODB_URI, which needs no port.`,
    { cause },
  );
}

/** Waits for `work`, which cannot be ended early itself, for as long as nobody aborts. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  let onAbort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(new LabError("aborted", "The run was ended before it began."));
    signal.addEventListener("abort", onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

/** More requests than this are no lesson but a load test. */
const mostRequests = 10_000;

/** The longest that a timer of Node waits: above this it rings at once. */
const longestTimerMs = 2 ** 31 - 1;

function assertOptions(options: RunOptions): void {
  const { port, uriEnv } = options;
  if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65_535)) {
    throw new LabError(
      "bad-option",
      `Cannot use ${port} as a port: expected a whole number from 1 to 65535.`,
    );
  }
  if (uriEnv !== undefined && !/^[A-Za-z_]\w*$/.test(uriEnv)) {
    throw new LabError(
      "bad-option",
      `Cannot use ${JSON.stringify(uriEnv)} as an environment variable: expected a name such as DATABASE_URL.`,
    );
  }
  for (const name of ["totalRequests", "concurrency"] as const) {
    const value = options[name];
    if (value !== undefined && !(Number.isInteger(value) && value >= 1 && value <= mostRequests)) {
      throw new LabError(
        "bad-option",
        `Cannot use ${value} as ${name}: expected a whole number from 1 to ${mostRequests}.`,
      );
    }
  }
  const times = ["latencyMs", "weatherLatencyMs", "timeLimitMs", "requestTimeLimitMs"] as const;
  for (const name of times) {
    const value = options[name];
    if (value !== undefined && !(value >= 0 && value <= longestTimerMs)) {
      throw new LabError(
        "bad-option",
        `Cannot use ${value} as ${name}: expected milliseconds from 0 to ${longestTimerMs}.`,
      );
    }
  }
}

/** @throws LabError when `what` is no command and a number */
function cutAt(proxy: WireProxy, what: string | undefined): void {
  if (what === undefined) return;
  const [, command, number] = /^([a-zA-Z]\w*)(?: ([1-9]\d*))?$/.exec(what.trim()) ?? [];
  if (command === undefined) {
    throw new LabError(
      "bad-option",
      `Cannot cut a connection at ${JSON.stringify(what)}: expected a command and which of its kind, such as "getMore 3".`,
    );
  }
  let left = Number(number ?? 1);
  proxy.onCommand((sent) => {
    if (sent.command !== command) return;
    left -= 1;
    if (left === 0) proxy.cut(sent.connection);
  });
}

function hold(proxy: WireProxy, { holdUntil, releaseOrder }: RunOptions): void {
  if (holdUntil !== undefined) {
    const { commands, ...rest } =
      typeof holdUntil === "number" ? { commands: holdUntil } : holdUntil;
    proxy.holdUntil(commands, rest);
    if (releaseOrder) proxy.releaseOrder(releaseOrder);
  } else if (releaseOrder) {
    throw new LabError(
      "bad-option",
      "Cannot order replies that are not held: releaseOrder needs holdUntil.",
    );
  }
}

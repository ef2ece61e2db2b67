import { setTimeout as sleep } from "node:timers/promises";
import type { ProgramRequest } from "./program-request.ts";
import type { Listening, RequestWatch } from "./request-watch.ts";
import { sendRequest, type SentRequest, type ServerPlace } from "./send-request.ts";

export interface AskOptions {
  requests: readonly ProgramRequest[];
  /** How many are sent at the same time at most. */
  concurrency: number;
  /** How long each is waited for, in ms. */
  timeLimitMs: number;
  watch: RequestWatch;
  now: () => number;
  /** The program is gone, or is to end. */
  signal: AbortSignal;
}

/** What came of the requests. */
export interface Asked {
  /** In the order of the requests. */
  sent: SentRequest[];
  /** What a reader should know of the program's servers: there were several, or none that can be asked. */
  note?: string;
}

/** How long between two looks whether the program listens, in ms. */
const lookMs = 10;
/** The program's own word on its answers is waited for so long, in ms. */
const lastWordsMs = 500;
/** A program that listens with something else than HTTP has this long to listen with HTTP as well, in ms. */
const otherServerMs = 1_000;

/** Waits until the program listens, sends it the requests, and resolves when each is answered, or will not be. */
export async function askProgram(options: AskOptions): Promise<Asked> {
  const { requests, watch, signal, now } = options;
  const unsent = (request: ProgramRequest, error: string): SentRequest => {
    return { request, startMs: now(), endMs: now(), error, isUnsent: true };
  };
  const found = await waitForServer(watch, signal);
  const notSent = (error: string): SentRequest[] =>
    requests.map((request) => unsent(request, error));
  if (typeof found === "string") return { sent: notSent(found), note: capitalize(found) };

  const sent: SentRequest[] = [];
  let next = 0;
  async function sendOneByOne(): Promise<void> {
    for (let index = next++; ; index = next++) {
      const request = requests[index];
      if (!request) return;
      const place = await placeFor(request, found as Listening, options);
      sent[index] = signal.aborted
        ? unsent(request, ended)
        : await sendRequest(request, place, options);
    }
  }
  await Promise.all(Array.from({ length: options.concurrency }, sendOneByOne));
  await lastWords(watch, sent.filter(({ error }) => error === undefined).length, signal);
  const others = (await watch.listening()).filter(
    (server) => server.protocol === "http" && nameOf(server) !== nameOf(found),
  );
  return {
    sent,
    ...(others.length > 0 && requests.some(({ port }) => port === undefined)
      ? {
          note: `The program has several HTTP servers. The requests went to the first one, ${nameOf(found)}; another one is asked with its port: "GET http://localhost:${others[0]?.port ?? 3001}/"`,
        }
      : {}),
  };
}

/**
 * Waits until the program has told of the end of its answers, and a moment longer: what is known here comes before the program's own
 * turn is over.
 */
async function lastWords(
  watch: RequestWatch,
  answered: number,
  signal: AbortSignal,
): Promise<void> {
  for (let waitedMs = 0; waitedMs < lastWordsMs && !signal.aborted; waitedMs += lookMs) {
    const threads = await watch.read();
    const ends = threads.flatMap(({ seen }) => seen.filter(({ kind }) => kind === "ends"));
    await sleep(lookMs);
    if (ends.length >= answered) break;
  }
  if (!signal.aborted) await sleep(2 * lookMs);
}

const ended = "a request was not sent: the program had ended before";

/** Resolves to the first HTTP server that listens, or to why there is none, in words. */
async function waitForServer(
  watch: RequestWatch,
  signal: AbortSignal,
): Promise<Listening | string> {
  let others: Listening[] = [];
  for (let otherMs = 0; !signal.aborted;) {
    const servers = await watch.listening();
    const server = servers.find(({ protocol }) => protocol === "http");
    if (server) return server;
    others = servers;
    if (others.length > 0) otherMs += lookMs;
    if (otherMs > otherServerMs) break;
    await sleep(lookMs);
  }
  const [other] = others;
  if (!other) {
    return "no request was sent, as the program never listened for HTTP: a server of node:http, or of a framework on it, must call listen()";
  }
  const why =
    other.protocol === "https"
      ? "it serves HTTPS, which is not supported: have the program serve plain HTTP for the run"
      : "it is no HTTP/1.1 server of node:http";
  return `no request was sent to ${nameOf(other)}: ${why}`;
}

async function placeFor(
  { port }: ProgramRequest,
  first: Listening,
  { watch, signal }: AskOptions,
): Promise<ServerPlace> {
  if (port === undefined || port === first.port) return placeOf(first);
  for (let waitedMs = 0; waitedMs < otherServerMs && !signal.aborted; waitedMs += lookMs) {
    const server = (await watch.listening()).find((one) => one.port === port);
    if (server) return placeOf(server);
    await sleep(lookMs);
  }
  return { host: "127.0.0.1", port };
}

function placeOf({ address = "127.0.0.1", port = 0, path }: Listening): ServerPlace {
  if (path !== undefined) return { socketPath: path };
  // A server on every address is asked on loopback: "::" takes IPv4 as well.
  return { host: address === "::" || address === "0.0.0.0" ? "127.0.0.1" : address, port };
}

function nameOf({ port, path }: Listening): string {
  return path ?? `port ${port}`;
}

function capitalize(sentence: string): string {
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

import { request as openRequest } from "node:http";
import type { ProgramRequest } from "./program-request.ts";

/** Where an HTTP server listens: a port, or the path of a Unix socket. */
export type ServerPlace = { host: string; port: number } | { socketPath: string };

/** What the one who sent a request saw of it; times are ms on the run's axis. */
export interface SentRequest {
  request: ProgramRequest;
  /** When the connection was there and the request left. */
  startMs: number;
  /** When the answer was whole, or it was clear that none comes. */
  endMs: number;
  /** The caller's local port; missing on a Unix socket, and where nothing was sent. */
  port?: number;
  status?: number;
  headers?: Record<string, string | string[] | undefined>;
  /** Of the answer, cut after `longestBody`. */
  body?: string;
  /** Size of the answer's body. */
  bytes?: number;
  /** Why there is no whole answer, in words. */
  error?: string;
  /** It never left: the error says why. */
  isUnsent?: true;
}

/** More of an answer is counted and not kept, in bytes. */
const longestBody = 100_000;

/** Sends one request over a connection of its own, as curl does, and resolves when its answer is there, or will not come. */
export function sendRequest(
  request: ProgramRequest,
  place: ServerPlace,
  options: { now: () => number; timeLimitMs: number; signal: AbortSignal },
): Promise<SentRequest> {
  const { now, timeLimitMs, signal } = options;
  const { method, path, headers, body } = request;
  const sent: SentRequest = { request, startMs: now(), endMs: now() };
  const chunks: Buffer[] = [];
  let kept = 0;

  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    let isOver = false;
    const end = (error?: string): void => {
      // Destroying it is an error of its own.
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      sent.endMs = now();
      if (sent.status !== undefined) sent.body = Buffer.concat(chunks).toString("utf8");
      if (error !== undefined) sent.error = error;
      outgoing.destroy();
      resolve(sent);
    };
    const onAbort = (): void => end("the run ended before its answer was whole");

    const outgoing = openRequest({
      ...place,
      method,
      path,
      agent: false,
      headers: {
        accept: "*/*",
        "user-agent": "lesson",
        ...headers,
        ...(body === undefined ? {} : { "content-length": Buffer.byteLength(body) }),
      },
    });
    outgoing.once("socket", (socket) => {
      socket.once("connect", () => {
        sent.startMs = now();
        if (socket.localPort !== undefined) sent.port = socket.localPort;
      });
    });
    outgoing.once("response", (response) => {
      sent.status = response.statusCode ?? 0;
      sent.headers = response.headers;
      sent.bytes = 0;
      response.on("data", (chunk: Buffer) => {
        sent.bytes = (sent.bytes ?? 0) + chunk.length;
        if (kept < longestBody) chunks.push(chunk.subarray(0, longestBody - kept));
        kept += chunk.length;
      });
      response.once("end", () => end());
      response.once("error", (error) => end(reasonOf(error, place)));
    });
    outgoing.once("error", (error) => end(reasonOf(error, place)));
    timer = setTimeout(
      () =>
        end(
          sent.status === undefined
            ? `no answer within ${timeLimitMs / 1000} s`
            : `its answer was still going on after ${timeLimitMs / 1000} s`,
        ),
      timeLimitMs,
    );
    signal.addEventListener("abort", onAbort, { once: true });
    outgoing.end(body);
    if (signal.aborted) onAbort();
  });
}

function reasonOf(error: Error, place: ServerPlace): string {
  const code = "code" in error ? String(error.code) : "";
  if (code === "ECONNREFUSED" || code === "ENOENT") {
    return `nobody listens ${"port" in place ? `on port ${place.port}` : `at ${place.socketPath}`}`;
  }
  if (code === "ECONNRESET" || code === "EPIPE") {
    return "the connection broke before its answer was whole";
  }
  if (code.startsWith("HPE_")) return `what came is not HTTP (${error.message})`;
  return error.message;
}

import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { HttpSpan } from "@samples/timeline";
import { createDeliveryCheck } from "@samples/wire-proxy";
import { weatherOfCity } from "./cities.ts";

export interface WeatherApi {
  /** What goes into the program's WEATHER_URL: no slash at its end. */
  url: string;
  /** Whether every byte between the program and it has arrived; undefined where the machine does not tell. Some turns of the event loop later it is read, too. */
  isDelivered(): boolean | undefined;
  /** Returns the requests so far; one that is not answered yet ends at `atMs` and is marked as cut. */
  spans(atMs: number): HttpSpan[];
  close(): Promise<void>;
}

/** A request that waits for its answer. */
export interface HeldRequest {
  /** "GET /weather/vienna" */
  name: string;
  answer(): void;
  /** Resolves when the answer has been handed to the operating system, or the caller has hung up. */
  isAnswered: Promise<void>;
}

/**
 * Starts the HTTP API that programs call beside their queries: `GET /cities` and `GET /weather/<city>`.
 *
 * @param options.latencyMs how long each answer takes
 * @param options.now ms on the run's time axis
 */
export async function startWeatherApi(options: {
  latencyMs: number;
  now: () => number;
  /** Called with each request instead of waiting for `latencyMs`: the function that gets it decides when it is answered. */
  hold?: (request: HeldRequest) => void;
}): Promise<WeatherApi> {
  const { latencyMs, now, hold } = options;
  const finished: HttpSpan[] = [];
  const running = new Set<Omit<HttpSpan, "endMs">>();

  const server = createServer((request, response) => {
    const method = request.method ?? "GET";
    const url = request.url ?? "/";
    const span: Omit<HttpSpan, "endMs"> = {
      lane: "http",
      name: `${method} ${url}`,
      method,
      url,
      startMs: now(),
      ok: false,
      latencyMs,
      ...(request.socket.remotePort === undefined ? {} : { localPort: request.socket.remotePort }),
    };
    running.add(span);
    let timer: NodeJS.Timeout | undefined;
    const isAnswered = once(response, "close").then(() => undefined);
    if (hold) {
      hold({ name: span.name, isAnswered, answer: () => answer(request, response) });
    } else {
      timer = setTimeout(() => answer(request, response), latencyMs);
    }
    response.once("close", () => {
      clearTimeout(timer);
      if (!running.delete(span)) return;
      const endMs = Math.max(now(), span.startMs);
      // "close" without all of the answer written: the caller hung up first.
      if (!response.writableFinished) finished.push({ ...span, endMs });
      else {
        const status = response.statusCode;
        finished.push({ ...span, endMs, status, ok: status < 400 });
      }
    });
  });
  const callers = new Map<Socket, number>();
  server.on("connection", (socket) => {
    callers.set(socket, socket.remotePort ?? 0);
    socket.once("close", () => callers.delete(socket));
  });
  // A caller that sends no request, or half of one, is its own problem, not ours.
  server.on("clientError", (_error, socket) => socket.destroy());

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    isDelivered: createDeliveryCheck({
      port,
      programPorts: () => callers.values(),
    }),

    spans(atMs) {
      const cut = [...running].map((span): HttpSpan => ({
        ...span,
        endMs: Math.max(atMs, span.startMs),
        cut: true,
      }));
      return [...finished, ...cut];
    },

    async close() {
      server.close();
      server.closeAllConnections();
      if (server.listening) await once(server, "close");
    },
  };
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const { status, body, allow } = respondTo(request.method ?? "GET", request.url ?? "/");
  const text = `${JSON.stringify(body)}\n`;
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(text),
    ...(allow ? { allow } : {}),
  });
  response.end(request.method === "HEAD" ? undefined : text);
}

function respondTo(method: string, url: string): { status: number; body: unknown; allow?: string } {
  if (method !== "GET" && method !== "HEAD") {
    return { status: 405, body: { error: `${method} is not supported` }, allow: "GET, HEAD" };
  }
  const [path = "/"] = url.split("?", 1);
  if (path === "/cities") {
    return { status: 200, body: [...weatherOfCity.values()].map(({ city }) => city) };
  }
  const name = /^\/weather\/([^/]+)$/.exec(path)?.[1];
  if (name === undefined) {
    return { status: 404, body: { error: "Ask for /cities or /weather/<city>" } };
  }
  const weather = weatherOfCity.get(decodeName(name));
  if (!weather) return { status: 404, body: { error: `No weather for ${decodeName(name)}` } };
  return { status: 200, body: weather };
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name).toLowerCase();
  } catch {
    // Not percent-encoded as it should be: then it is no city either.
    return name;
  }
}

import { randomBytes, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { closeServers } from "@samples/lab";
import { readExercises, readVariant } from "@samples/lab/practice";
import { noteProgress } from "@samples/lesson/progress-file";
import { WebSocketServer, type WebSocket } from "ws";
import { requestSchema, type Request, type Told } from "../messages.ts";
import { createSignal } from "./signal.ts";
import { createLibrary, type Book } from "./library.ts";
import { buildPage, type PageFiles } from "./page-files.ts";
import { createRunner, type Runner, type Visitor } from "./runner.ts";

export interface PlayOptions {
  /** Of the repository. */
  root: string;
  /** Folder of the reader's own files. */
  practice: string;
  /** Files that were named on the command line. */
  given?: readonly string[];
  /** What the page opens first. */
  first: string;
  /** Port of 127.0.0.1. Default: any free one. */
  port?: number;
  /** When no page is open for this long, the server is done, in ms. Default a minute. */
  idleMs?: number;
}

export interface Play {
  /** With the token: whoever has it gets in. */
  url: string;
  /** The same page for a browser's command line, which other users of the machine can read: good for one visit. */
  urlForBrowser(): string;
  /** Resolves when no page has been open for a while. */
  done: Promise<void>;
  /** Ends what runs, the pages' connections and the server. */
  close(): Promise<void>;
}

const defaultIdleMs = 60_000;
const mostMessageBytes = 2_000_000;

/**
 * Serves the page on 127.0.0.1, to whoever knows the token, and runs what it asks for.
 *
 * @throws Error when the port is taken
 */
export async function startPlay(options: PlayOptions): Promise<Play> {
  const { root, practice, given = [], first, idleMs = defaultIdleMs } = options;
  const token = randomBytes(24).toString("base64url");
  const library = createLibrary(root, practice, await readExercises(root), given);
  const runner = createRunner(library, practice);
  const page = await buildPage();
  const visits = new Set<string>();
  const done = createSignal();
  let idle: NodeJS.Timeout | undefined;
  let closed: Promise<void> | undefined;

  const server = createServer((request, response) => {
    answer(request, response);
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: mostMessageBytes });

  /** A page of another host can have a browser send requests here, under another name of this machine too. */
  function isOurs({ headers }: IncomingMessage): boolean {
    const { port } = server.address() as AddressInfo;
    const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
    if (!hosts.includes(headers.host ?? "")) return false;
    return (
      headers.origin === undefined || hosts.some((host) => headers.origin === `http://${host}`)
    );
  }

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const [, key = "", name = ""] = /^\/([^/?]*)\/?([^?]*)/.exec(request.url ?? "/") ?? [];
    const refuse = (): void => {
      response.writeHead(404, { "content-type": "text/plain; charset=utf-8", ...headers });
      response.end("Nothing here. The address of the page stands in the terminal.\n");
    };
    if (request.method !== "GET" || !isOurs(request)) return refuse();
    if (key === "visit" && visits.delete(name)) {
      response.writeHead(302, { location: `/${token}/`, ...headers });
      response.end();
      return;
    }
    const file = isEqual(key, token) ? page[(name || "index.html") as keyof PageFiles] : undefined;
    if (!file) return refuse();
    response.writeHead(200, { "content-type": file.type, ...headers });
    response.end(file.text);
  }

  server.on("upgrade", (request, socket, head) => {
    const key = request.url?.slice(1).split("/")[0] ?? "";
    // A page in a browser always says where it is from.
    if (!isOurs(request) || request.headers.origin === undefined || !isEqual(key, token)) {
      socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => welcome(client));
  });

  function welcome(client: WebSocket): void {
    clearTimeout(idle);
    const tell = (told: Told): void => {
      if (client.readyState === client.OPEN) client.send(JSON.stringify(told));
    };
    const visitor: Visitor = { tell, known: new Map() };
    client.on("message", (data: Buffer) => {
      const parsed = requestSchema.safeParse(readJson(data.toString()));
      if (!parsed.success) {
        tell({ type: "problem", sentence: "The page asked for something that there is not." });
        return;
      }
      accept(parsed.data);
    });
    client.on("error", () => client.terminate());
    client.on("close", () => {
      // What a page began ends with it.
      void runner.end(visitor);
      if (sockets.clients.size === 0 && !closed) waitForAPage();
    });
    function accept(request: Request): void {
      serve(request, visitor).catch((error: unknown) => {
        tell({ type: "problem", sentence: error instanceof Error ? error.message : String(error) });
      });
    }
    tell({ type: "list", groups: library.list() });
    accept({ type: "open", name: first });
  }

  async function serve(request: Request, visitor: Visitor): Promise<void> {
    const { tell, known } = visitor;
    const { type } = request;
    const open = (book: Book): void => {
      const program = library.open(book);
      known.set(book.file, program.text);
      tell({ type: "opened", program });
      tell({ type: "list", groups: library.list() });
    };
    if (type === "open") open(library.find(request.name));
    else if (type === "run") {
      await runner.run(request, visitor);
      tell({ type: "list", groups: library.list() });
    } else if (type === "orders") await runner.explore(request, visitor);
    else if (type === "save") {
      const saved = library.save(library.find(request.name), request.as, request.text);
      tell({ type: "saved", name: saved.name, file: saved.file, text: request.text });
      open(saved);
    } else if (type === "solution") {
      const { exercise } = library.find(request.name);
      if (!exercise) return;
      noteProgress(practice, exercise.id, { seenSolution: true });
      tell({ type: "solution", text: readVariant(exercise, exercise.solution) });
      tell({ type: "list", groups: library.list() });
    } else command(runner, request);
  }

  function waitForAPage(): void {
    clearTimeout(idle);
    idle = setTimeout(() => done.resolve(), idleMs);
  }

  server.listen({ host: "127.0.0.1", port: options.port ?? 0 });
  await once(server, "listening").catch((error: unknown) => {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown";
    throw new Error(
      `Cannot serve the page on port ${options.port}: ${code === "EADDRINUSE" ? "another program listens on it" : code}. Leave --port out, and any free one is taken.`,
      { cause: error },
    );
  });
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;

  async function close(): Promise<void> {
    clearTimeout(idle);
    await runner.end();
    for (const client of sockets.clients) client.terminate();
    const hasClosed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await hasClosed;
    await closeServers();
    done.resolve();
  }

  return {
    url: `${origin}/${token}/`,
    urlForBrowser() {
      const visit = randomBytes(16).toString("base64url");
      visits.add(visit);
      return `${origin}/visit/${visit}`;
    },
    done: done.promise,
    close: () => (closed ??= close()),
  };
}

/** Nothing from elsewhere gets into the page, and it gets into no other one. */
const headers = {
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    // The editor and the player bring their style sheets along.
    "style-src 'self' 'unsafe-inline'",
    "connect-src 'self'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
};

function command(runner: Runner, request: Request): void {
  if (request.type === "answer") runner.answer(request.key);
  else if (request.type === "answer-all") runner.answerAll();
  else if (request.type === "stop") runner.stop();
}

function isEqual(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A server of the program's that listens. */
export interface Listening {
  kind: "listens";
  /** What it speaks; "tcp" and "tls" are no servers of node:http. */
  protocol: "http" | "https" | "tcp" | "tls";
  address?: string;
  port?: number;
  /** Of a Unix socket. */
  path?: string;
}

/** What was seen in the program, on the clock of process.hrtime, in ms. */
export type Seen = { atMs: number } & (
  | Listening
  | { kind: "begins"; number: number; method: string; url: string; port?: number }
  | { kind: "ends"; number: number; status?: number }
  | { kind: "writes"; number: number; port: number; message?: number }
);

/** What one thread of the program saw; `key` is "<pid>-<thread id>". */
export interface SeenByThread {
  key: string;
  seen: Seen[];
}

export interface RequestWatch {
  /** What `node` is to load: for NODE_OPTIONS, so that child processes are seen as well. */
  nodeOption: string;
  /** The servers that listen by now. */
  listening(): Promise<Listening[]>;
  /** All that was seen. */
  read(): Promise<SeenByThread[]>;
  discard(): Promise<void>;
}

/** Prepares what sees the requests to a program's own HTTP servers. */
export async function prepareRequestWatch(): Promise<RequestWatch> {
  const directory = await mkdtemp(join(tmpdir(), "requests-"));
  const preload = new URL("./preload/preload.mjs", import.meta.url);
  preload.searchParams.set("to", directory);

  async function read(): Promise<SeenByThread[]> {
    const names = await readdir(directory).catch(() => []);
    return Promise.all(
      names.map(async (name) => ({
        key: name.replace(/\.requests$/, ""),
        seen: readSeen(await readFile(join(directory, name), "utf8").catch(() => "")),
      })),
    );
  }

  return {
    nodeOption: `--import ${preload.href}`,
    read,
    async listening() {
      const threads = await read();
      return threads
        .flatMap(({ seen }) => seen)
        .filter((one) => one.kind === "listens")
        .toSorted((a, b) => a.atMs - b.atMs);
    },
    discard: () => rm(directory, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** The lines of a file; the last one may have been cut by the end of the process. */
function readSeen(text: string): Seen[] {
  const lines = text.split("\n");
  lines.pop();
  return lines.map((line) => JSON.parse(line) as Seen);
}

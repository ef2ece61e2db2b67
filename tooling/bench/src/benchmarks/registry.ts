import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import autocannon from "autocannon";
import { atLeast, atMost, type Benchmark, format, median } from "../benchmark.ts";

const chapter = new URL("../../../../chapters/13-package-registry/", import.meta.url);
const cli = fileURLToPath(new URL("src/registry/cli.ts", chapter));
const server = fileURLToPath(new URL("../clients/registry-from-memory.ts", import.meta.url));
const tsx = import.meta.resolve("tsx");

/** A program of the chapter, which is ended by `kill`. */
function start(file: string, args: string[], environment: Record<string, string>) {
  return spawn(process.execPath, ["--import", tsx, file, ...args], {
    cwd: fileURLToPath(chapter),
    env: { ...process.env, ...environment },
    stdio: ["pipe", "pipe", "inherit"],
  });
}

/** Loads the whole registry. Returns how long that took, and the most memory that it needed, in ms and in MB. */
async function loadAll(uri: string): Promise<{ durationMs: number; peakMb: number }> {
  const startMs = performance.now();
  const child = start(cli, ["load", "--generate", "5000"], { MONGODB_URI: uri });
  let peakMb = 0;
  const watch = setInterval(() => {
    void residentMb(child.pid).then((mb) => (peakMb = Math.max(peakMb, mb)));
  }, 50);
  const [exitCode] = (await once(child, "exit")) as [number | null];
  clearInterval(watch);
  if (exitCode !== 0) throw new Error(`Loading ended with ${exitCode}`);
  return { durationMs: performance.now() - startMs, peakMb };
}

/** How much memory a process has had at most, in MB; 0 where the system has no /proc. */
async function residentMb(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
}

/** Requests per second of the two routes, which take turns: what else the machine does falls on both. */
async function askInTurns(uri: string): Promise<{ database: number; memory: number }> {
  const child = start(server, [], { MONGODB_URI: uri });
  try {
    const [line] = (await once(child.stdout.setEncoding("utf8"), "data")) as [string];
    const { database, memory } = JSON.parse(line) as { database: string; memory: string };
    const speeds = { database: [] as number[], memory: [] as number[] };
    for (let round = 1; round <= 3; round += 1) {
      speeds.memory.push(await requestsPerSecond(memory));
      speeds.database.push(await requestsPerSecond(database));
    }
    return { database: median(speeds.database), memory: median(speeds.memory) };
  } finally {
    child.stdin.end();
  }
}

async function requestsPerSecond(url: string): Promise<number> {
  const { requests, non2xx } = await autocannon({ url, connections: 10, duration: 2 });
  if (non2xx > 0) throw new Error(`${non2xx} requests to ${url} were refused`);
  return requests.average;
}

/** Chapter 13's application: loading it, and what the database costs a request. */
export const registry: Benchmark = {
  name: "registry",
  async run({ server: { host, port }, progress }) {
    const database = `bench_registry_${process.pid}`;
    const uri = `mongodb://${host}:${port}/${database}?directConnection=true`;
    progress("registry: loading 250,000 releases");
    const { durationMs, peakMb } = await loadAll(uri);
    progress("registry: GET /api/packages/:name");
    const { database: asked, memory } = await askInTurns(uri);
    return [
      {
        what: "registry: load 5,000 packages, 250,000 releases",
        measured: `${format(durationMs / 1000)} s`,
        goal: atMost(durationMs / 1000, 10, "s"),
      },
      {
        what: "registry: memory while loading",
        measured: `${format(peakMb)} MB`,
        goal: atMost(peakMb, 400, "MB"),
      },
      {
        what: "registry: GET /api/packages/:name",
        measured: `${format(asked)} /s`,
        beside: `from memory ${format(memory)} /s`,
        ratio: asked / memory,
        goal: atLeast(asked / memory, 0.5),
      },
    ];
  },
};

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Resolved from here, since a program may lie anywhere. */
export const loaderUrl = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

/**
 * Runs a file of `clients/` as its own process, since a client that shared the event loop with the
 * proxy would measure itself, and returns the JSON that it printed.
 *
 * @throws Error when it fails, or prints something else
 */
export async function runClient(file: string, ...args: (string | number)[]): Promise<unknown> {
  const path = fileURLToPath(new URL(`./clients/${file}`, import.meta.url));
  const child = spawn(process.execPath, ["--import", loaderUrl, path, ...args.map(String)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => void chunks.push(chunk));
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`Cannot measure with ${file} as it ended with ${code}`);
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
}

/** What `raw-commands.ts` prints. */
export interface RawSpeed {
  perSecond: number;
  medianMs: number;
}

/** Sends `count` commands over `connections` without a driver; `commands` are sent in turn. */
export async function runRawCommands(
  port: number,
  connections: number,
  count: number,
  commands: object[],
): Promise<RawSpeed> {
  const speed = await runClient(
    "raw-commands.ts",
    port,
    connections,
    count,
    JSON.stringify(commands),
  );
  return speed as RawSpeed;
}

import { fileURLToPath } from "node:url";
import type { EmbeddedServer } from "@samples/embedded-mongo";
import { python } from "./install-python-packages.ts";
import { runCommand } from "./run-command.ts";

export interface SpecificationResult {
  passed: number;
  failed: { name: string; error: string }[];
  /** Reason to number of tests. */
  skipped: Record<string, number>;
}

const program = fileURLToPath(new URL("../specifications/run_unified.py", import.meta.url));

const limitMs = 10 * 60_000;

/**
 * Runs the specification tests of one of PyMongo's test modules against a server.
 *
 * @param folder PyMongo's source package, unpacked
 * @param module "test.test_crud_unified"
 * @throws Error when they do not come to an end within ten minutes, or without telling what passed
 */
export async function runSpecification(
  folder: string,
  module: string,
  server: Pick<EmbeddedServer, "host" | "port">,
): Promise<SpecificationResult> {
  const { exitCode, stdout, stderr } = await runCommand(python, [program, folder, module], {
    cwd: folder,
    env: { DB_IP: server.host, DB_PORT: String(server.port) },
    signal: AbortSignal.timeout(limitMs),
  });
  const last = stdout.trimEnd().split(/\r?\n/).at(-1) ?? "";
  if (exitCode !== 0 || !last.startsWith("{")) {
    throw new Error(`${module} ended with ${exitCode} and left no result:\n${stderr.slice(-2000)}`);
  }
  return JSON.parse(last) as SpecificationResult;
}

import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { runCommand } from "../src/run-command.ts";

/** Returns the path of a program in `clients/`. */
export function clientProgram(name: string): string {
  return fileURLToPath(new URL(`../clients/${name}`, import.meta.url));
}

/** Runs a client to its end and returns its answers, one a line, as JSON. What it complains about fails the test. */
export async function answersOf(
  file: string,
  args: string[],
  env: NodeJS.ProcessEnv = {},
): Promise<unknown[]> {
  const { exitCode, stdout, stderr } = await runCommand(file, args, { env });
  expect({ exitCode, stderr, stdout }).toMatchObject({ exitCode: 0 });
  return stdout
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line): unknown => JSON.parse(line));
}

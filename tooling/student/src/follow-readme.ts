import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { findShellCommands } from "@samples/snippets";
import type { FreshCopy } from "./fresh-copy.ts";

/** One command of a README, and what came of it. */
export interface Followed {
  file: string;
  line: number;
  command: string;
  /** Undefined when it did what it should. */
  fault: string | undefined;
}

/** A fence that says so, followed by its reason, is skipped: ```sh skip-ci needs Docker */
const skipped = /^skip-ci\b/;

/** Longest that a command may take, in ms: a hang must not outlive the job. */
const limitMs = 10 * 60_000;

/** Runs every shell command of a README in the copy's root, as it stands, and returns what came of each. */
export function followReadme(readme: string, copy: FreshCopy): Followed[] {
  const text = readFileSync(path.join(copy.root, readme), "utf8");
  return findShellCommands(text)
    .filter(({ meta }) => !skipped.test(meta))
    .map(({ command, line }) => ({
      file: readme,
      line,
      command,
      fault: runAsShown(command, copy),
    }));
}

/** Runs a command in a shell and returns what is wrong, with the end of what it printed. */
export function runAsShown(command: string, { root, environment }: FreshCopy): string | undefined {
  const { status, signal, stdout, stderr } = spawnSync(command, {
    cwd: root,
    env: environment,
    shell: true,
    encoding: "utf8",
    timeout: limitMs,
    maxBuffer: 64 * 1024 * 1024,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed = `${stdout}${stderr}`.trimEnd();
  if (signal) return `was ended by ${signal}:\n${endOf(printed)}`;
  if (status !== 0) return `exit code ${status}:\n${endOf(printed)}`;
  return printed === "" ? "it printed nothing" : undefined;
}

function endOf(text: string): string {
  return text.split("\n").slice(-40).join("\n");
}

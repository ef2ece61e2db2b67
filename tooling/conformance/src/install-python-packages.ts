import path from "node:path";
import { cacheFolder } from "./cache-folder.ts";
import type { Installation } from "./installation.ts";
import { runCommand, type CommandResult } from "./run-command.ts";

const isWindows = process.platform === "win32";
const environment = path.join(cacheFolder, "python");

/** The interpreter of the environment that `installPythonPackages` makes. */
export const python = path.join(
  environment,
  ...(isWindows ? ["Scripts", "python.exe"] : ["bin", "python"]),
);

/**
 * Installs packages from PyPI, once, into a virtual environment in the cache; returns its folder, or why it can't be.
 *
 * @param requirements pinned, "pymongo==4.20.0"
 */
export async function installPythonPackages(requirements: string[]): Promise<Installation> {
  if (await hasAll(requirements)) return { folder: environment };
  const system = isWindows ? "python" : "python3";
  const isNewEnough = await attempt(system, [
    "-c",
    "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))",
  ]);
  if (isNewEnough.exitCode !== 0) {
    return { reason: "Python 3.10 or newer, with venv, is not there (on Debian: python3-venv)" };
  }
  const created = await attempt(system, ["-m", "venv", environment]);
  if (created.exitCode !== 0) return { reason: `No environment for Python: ${created.stderr}` };
  const pip = await attempt(python, ["-m", "pip", "install", "--quiet", ...requirements]);
  if (pip.exitCode !== 0) {
    return { reason: `pip could not install ${requirements.join(" and ")}: ${pip.stderr.trim()}` };
  }
  return { folder: environment };
}

async function hasAll(requirements: string[]): Promise<boolean> {
  const { exitCode, stdout } = await attempt(python, ["-m", "pip", "freeze"]);
  const installed = new Set(stdout.toLowerCase().split(/\r?\n/));
  return exitCode === 0 && requirements.every((one) => installed.has(one.toLowerCase()));
}

/** A program that is not there is as good as one that fails. */
async function attempt(file: string, args: string[]): Promise<CommandResult> {
  return runCommand(file, args).catch((error: unknown) => ({
    exitCode: null,
    stdout: "",
    stderr: String(error),
  }));
}

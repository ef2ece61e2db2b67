import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { cacheFolder } from "./cache-folder.ts";
import { installPythonPackages, python } from "./install-python-packages.ts";
import type { Installation } from "./installation.ts";
import { runCommand } from "./run-command.ts";

/** What PyMongo's runner imports beside PyMongo. */
const requirements = ["dnspython==2.9.2", "pytest==9.2.0"];

const name = "pymongo-4.20.0";
const sha256 = "f773b0aec28687587cdeda490463a82debc4566a4a3620dcc8dada9d2c0a1acd";

/**
 * Fetches PyMongo's source package from PyPI, once: it has MongoDB's specification tests for drivers and a runner for
 * them. Returns the folder that it was unpacked into, or why it can't be.
 */
export async function installSpecifications(): Promise<Installation> {
  const packages = await installPythonPackages(requirements);
  if ("reason" in packages) return packages;
  const folder = path.join(cacheFolder, name);
  if (existsSync(folder)) return { folder };

  const download = path.join(cacheFolder, `${name}.download`);
  await rm(download, { recursive: true, force: true });
  await mkdir(download, { recursive: true });
  const list = path.join(download, "requirements.txt");
  await writeFile(list, `${name.replace("-", "==")} --hash=sha256:${sha256}\n`);
  const options = ["--quiet", "--no-deps", "--no-binary", "pymongo", "--dest", download];
  const pip = await runCommand(python, ["-m", "pip", "download", ...options, "-r", list]);
  if (pip.exitCode !== 0) return { reason: `pip could not download ${name}: ${pip.stderr.trim()}` };
  const archive = path.join(download, `${name}.tar.gz`);
  const unpacked = await runCommand(python, ["-m", "tarfile", "-e", archive, download]);
  if (unpacked.exitCode !== 0) return { reason: `${name} can't be unpacked: ${unpacked.stderr}` };
  // In one step, so that a folder that is there is complete.
  await rename(path.join(download, name), folder);
  await rm(download, { recursive: true });
  return { folder };
}

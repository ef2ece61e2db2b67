import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { cacheFolder, repository } from "./cache-folder.ts";
import type { Installation } from "./installation.ts";
import { runCommand } from "./run-command.ts";

/** 155 MB with all that they need, which is why they are no dependencies. */
const clients = { mongosh: "2.12.0", mongoose: "9.12.1" };

/** Installs mongosh and Mongoose at these versions, once, with npm; returns their folder, or why it can't be. */
export async function installNodeClients(): Promise<Installation> {
  await mkdir(cacheFolder, { recursive: true });
  const missing: string[] = [];
  for (const [name, version] of Object.entries(clients)) {
    const manifest = path.join(cacheFolder, "node_modules", name, "package.json");
    const installed = existsSync(manifest)
      ? (JSON.parse(await readFile(manifest, "utf8")) as { version: string }).version
      : undefined;
    if (installed !== version) missing.push(`${name}@${version}`);
  }
  if (missing.length === 0) return { folder: cacheFolder };

  const manifest = path.join(cacheFolder, "package.json");
  if (!existsSync(manifest)) await writeFile(manifest, '{ "private": true }\n');
  const npm = await runCommand(
    process.platform === "win32" ? "npm.cmd" : "npm",
    ["install", "--prefix", cacheFolder, "--ignore-scripts", "--no-audit", "--no-fund", ...missing],
    { cwd: repository },
  );
  if (npm.exitCode === 0) return { folder: cacheFolder };
  return { reason: `npm could not install ${missing.join(" and ")}: ${lastLine(npm.stderr)}` };
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}

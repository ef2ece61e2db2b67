import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** The repository as somebody has it who has just downloaded it, and a home folder in which nothing is. */
export interface FreshCopy {
  root: string;
  environment: NodeJS.ProcessEnv;
  remove(): void;
}

/** What this machine's set-up, pnpm or turbo would tell a command, and a newcomer's shell would not. */
const told =
  /^(npm_|pnpm_|INIT_CWD$|TURBO|VITEST|NODE_ENV$|LESSON_MONGO$|MONGODB_URI$|XDG_|APPDATA$|LOCALAPPDATA$)/i;

/** How the registry is reached from here, behind a company's proxy say: a newcomer's machine knows that, too. */
const reachesRegistry =
  /^npm_config_(registry|cafile|ca|proxy|https?[_-]proxy|noproxy|strict[_-]ssl)$/i;

/**
 * Copies what git would give, with changes that are not committed yet, to a folder with spaces in its path.
 *
 * @throws Error when `repository` is no git checkout
 */
export function createFreshCopy(repository: string): FreshCopy {
  const folder = mkdtempSync(path.join(realpathSync(os.tmpdir()), "a student's folder "));
  const root = path.join(folder, "async typescript");
  const home = path.join(folder, "home");
  const files = execFileSync(
    "git",
    ["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
    {
      cwd: repository,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  for (const file of files.split("\0")) {
    const from = path.join(repository, file);
    // git lists a deleted file until the deletion is staged.
    if (file === "" || !existsSync(from)) continue;
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    copyFileSync(from, path.join(root, file));
  }
  mkdirSync(home);
  const kept = Object.entries(process.env).filter(
    ([name]) => !told.test(name) || reachesRegistry.test(name),
  );
  const globals = path.join(home, "npm");
  const programs = process.platform === "win32" ? globals : path.join(globals, "bin");
  return {
    root,
    environment: {
      ...Object.fromEntries(kept),
      HOME: home,
      USERPROFILE: home,
      npm_config_prefix: globals,
      // It lies below the prefix, which is another one here.
      npm_config_globalconfig: npmGlobalConfig(),
      PATH: `${programs}${path.delimiter}${process.env.PATH ?? ""}`,
      NO_COLOR: "1",
    },
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** Returns the path of the machine's own npm settings. */
function npmGlobalConfig(): string {
  // On Windows npm is a script, which only a shell runs.
  return execFileSync("npm", ["config", "get", "globalconfig"], {
    encoding: "utf8",
    shell: process.platform === "win32",
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();
}

import { execFileSync, spawn } from "node:child_process";
import { existsSync, rmSync, watch } from "node:fs";
import path from "node:path";
import { buildPlayerScript } from "@samples/timeline/player-script";
import { Command } from "commander";
import { repositoryRoot } from "./repository.ts";
import { writeSite } from "./write-site.ts";

const vitepress = path.resolve(import.meta.dirname, "../vitepress");
const dist = path.resolve(import.meta.dirname, "../dist");

const program = new Command("site").description("Build the lessons as a static site");

program
  .command("build", { isDefault: true })
  .description("write the whole site to tooling/site/dist")
  .option("--base <path>", "where the site will stand on its host", "/")
  .action(async ({ base }: { base: string }) => {
    install();
    const pages = writeSite(await buildPlayerScript());
    rmSync(dist, { recursive: true, force: true });
    process.exitCode = await runVitepress(["build", "--base", base]);
    if (process.exitCode === 0) console.log(`${pages} pages in tooling/site/dist`);
  });

program
  .command("dev")
  .description("serve the site on 127.0.0.1, and write pages anew when lessons change")
  .action(async () => {
    install();
    const playerScript = await buildPlayerScript();
    writeSite(playerScript);
    let timer: NodeJS.Timeout | undefined;
    const changed = new Set<string>();
    let isAnything = false;
    const watcher = watch(path.join(repositoryRoot, "chapters"), { recursive: true }, (_, file) => {
      const name = file?.split(path.sep).join("/");
      if (name !== undefined && /^[^/]+\/(?:\.cache|node_modules)\//.test(name)) return;
      // Without a name it may be anything.
      isAnything ||= name === undefined;
      if (name !== undefined) changed.add(name);
      clearTimeout(timer);
      timer = setTimeout(() => {
        const files = isAnything ? undefined : new Set(changed);
        isAnything = false;
        changed.clear();
        try {
          writeSite(playerScript, files);
        } catch (error) {
          console.error(error instanceof Error ? error.message : error);
        }
      }, 100);
    });
    process.exitCode = await runVitepress(["dev", "--host", "127.0.0.1"]);
    watcher.close();
    clearTimeout(timer);
  });

await program.parseAsync();

/** VitePress stands outside the workspace, with a lock file of its own: nobody who only runs the lessons downloads it. */
function install(): void {
  if (existsSync(path.join(vitepress, "node_modules/vitepress/package.json"))) return;
  console.log("Installing VitePress…");
  execFileSync(
    process.platform === "win32" ? "npx.cmd" : "npx",
    ["-y", "pnpm@10.34.8", "install", "--ignore-workspace", "--frozen-lockfile", "--silent"],
    { cwd: vitepress, stdio: "inherit", shell: process.platform === "win32" },
  );
}

function runVitepress(args: string[]): Promise<number> {
  const [command = "build", ...rest] = args;
  const bin = path.join(vitepress, "node_modules/vitepress/bin/vitepress.js");
  const child = spawn(process.execPath, [bin, command, ".", ...rest], {
    cwd: vitepress,
    stdio: "inherit",
  });
  // Who ends this command means the server, too.
  for (const signal of ["SIGTERM", "SIGHUP"] as const)
    process.once(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

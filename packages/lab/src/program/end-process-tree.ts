import { spawnSync } from "node:child_process";

/** Ends the process group that `pid` leads, at once: the process and whatever it has started. */
export function endProcessTree(pid: number): void {
  if (process.platform === "win32") {
    // Windows has no groups: taskkill follows the parents.
    spawnSync("taskkill", ["/pid", String(pid), "/T", "/F"], {
      stdio: "ignore",
      windowsHide: true,
    });
    return;
  }
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

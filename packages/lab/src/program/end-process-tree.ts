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
  signalGroup(pid, "SIGKILL");
}

/** Asks the process group that `pid` leads to end, as Ctrl-C does. Windows cannot ask: there it is ended. */
export function interruptProcessTree(pid: number): void {
  if (process.platform === "win32") endProcessTree(pid);
  else signalGroup(pid, "SIGINT");
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

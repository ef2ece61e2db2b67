import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** USER_HZ: the unit in /proc, 100 per second on every Linux that Node runs on. */
const tickMs = 10;

/** Returns the processor time that a process has used so far, in ms, or undefined where the system does not tell. */
export function readProcessorTime(pid: number): number | undefined {
  if (process.platform === "win32") return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the command's name in parentheses, which may hold anything; user and system time are 14 and 15.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) * tickMs;
  } catch {
    // No /proc: not Linux.
    const { stdout } = spawnSync("ps", ["-o", "time=", "-p", String(pid)], { encoding: "utf8" });
    const parts = /(?:(\d+)-)?(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)/.exec(stdout ?? "");
    if (!parts) return undefined;
    const [, days = "0", hours = "0", minutes = "0", seconds = "0"] = parts;
    return (
      (((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000
    );
  }
}

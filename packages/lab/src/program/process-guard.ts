import { spawn, type ChildProcess } from "node:child_process";

/**
 * Ends the programs when the lab itself is killed, which it cannot do anymore by then: a shell that
 * reads the process groups to watch from a pipe, and finds the pipe closed when the lab is gone.
 * A shell, as it starts in a millisecond.
 */
const script = `
live=""
while read -r verb group; do
  rest=""
  for known in $live; do [ "$known" = "$group" ] || rest="$rest $known"; done
  live="$rest"
  [ "$verb" = watch ] && live="$live $group"
done
for group in $live; do kill -s KILL -- "-$group" 2>/dev/null; done
`;

let guard: ChildProcess | undefined;

/**
 * Has the process group of `pid` killed when this process dies, however it dies. Returns a function that
 * ends the watch. On Windows there is nothing to do: Node puts children into a job that ends with it.
 */
export function guardProcessGroup(pid: number): () => void {
  if (process.platform === "win32") return () => undefined;
  tell(`watch ${pid}\n`);
  return () => tell(`forget ${pid}\n`);
}

function tell(line: string): void {
  if (!guard || guard.exitCode !== null || guard.signalCode !== null) guard = startGuard();
  guard.stdin?.write(line);
}

function startGuard(): ChildProcess {
  // Detached: a Ctrl-C in the terminal must not end it before it has done its work.
  const child = spawn("/bin/sh", ["-c", script], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  child.unref();
  // No shell, no guard: the run itself is none the worse.
  child.on("error", () => undefined);
  child.stdin?.on("error", () => undefined);
  (child.stdin as unknown as { unref?: () => void } | null)?.unref?.();
  return child;
}

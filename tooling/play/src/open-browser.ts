import { once } from "node:events";
import open from "open";

/** A command that opens a browser either fails within this time, in ms, or has found one. */
const failsWithinMs = 1_000;

/** Opens `url` in the reader's browser. Returns false where there is none that could be opened. */
export async function openBrowser(url: string): Promise<boolean> {
  const { platform, env } = process;
  const hasScreen =
    platform !== "linux" || env.DISPLAY || env.WAYLAND_DISPLAY || env.WSL_DISTRO_NAME;
  // A browser on the far side of ssh is not in front of anybody.
  if (!hasScreen || env.SSH_CONNECTION) return false;
  try {
    const child = await open(url);
    const failed = once(child, "exit").then(([code]) => code !== 0);
    let timer: NodeJS.Timeout | undefined;
    const inTime = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), failsWithinMs);
    });
    const isFailed = await Promise.race([failed, inTime]);
    clearTimeout(timer);
    return !isFailed;
  } catch {
    return false;
  }
}

import { colors, terminal } from "./terminal.ts";

/** Shorter waits need no word, in ms. */
const patienceMs = 300;

/**
 * Says on a terminal what is being waited for, once it takes longer than a moment. Returns a function
 * that wipes it away.
 */
export function showProgress(text: string): () => void {
  if (!terminal.isTTY || process.env.TERM === "dumb") return () => {};
  let shown = false;
  const timer = setTimeout(() => {
    shown = true;
    process.stdout.write(colors.dim(text.slice(0, terminal.width - 1)));
  }, patienceMs);
  timer.unref();
  return () => {
    clearTimeout(timer);
    if (shown) process.stdout.write("\r\u001b[K");
    shown = false;
  };
}

import type { OrdersProgress } from "@samples/lab";
import { terminal } from "../terminal/terminal.ts";

/** Where nobody sees a line change, one is printed so often, in ms. */
const lineEveryMs = 10_000;

/** Shows how far a search is: on a terminal in one line that changes, elsewhere in a line now and then. On stderr: stdout is for what was found. */
export function showOrdersProgress(
  name: string,
  { quiet }: { quiet: boolean },
): { show: (progress: OrdersProgress) => void; wipe: () => void } {
  const changes = process.stderr.isTTY && process.env.TERM !== "dumb";
  const startedMs = performance.now();
  let lastLineMs = startedMs;
  let isShown = false;
  return {
    show({ tried, atLeast, outcomes }) {
      if (quiet) return;
      const nowMs = performance.now();
      const rate = (tried / (nowMs - startedMs)) * 1000;
      const text = `${name}: ${tried} orders of at least ${atLeast}, ${rate.toFixed(1)} each second, ${outcomes} ${outcomes === 1 ? "outcome" : "outcomes"} so far`;
      if (changes) {
        isShown = true;
        process.stderr.write(`\r${text.slice(0, terminal.width - 1)}\u001b[K`);
      } else if (nowMs - lastLineMs >= lineEveryMs) {
        lastLineMs = nowMs;
        process.stderr.write(`${text}\n`);
      }
    },
    wipe() {
      if (isShown) process.stderr.write("\r\u001b[K");
    },
  };
}

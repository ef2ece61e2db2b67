import { afterEach, describe, expect, it, vi } from "vitest";
import { showOrdersProgress } from "../src/orders/orders-progress.ts";

const isTTY = process.stderr.isTTY;

afterEach(() => {
  vi.restoreAllMocks();
  process.stderr.isTTY = isTTY;
});

/** Shows three orders, ten seconds apart, and returns what was written. */
function showThree(options: { isTTY: boolean; quiet?: boolean }): string[] {
  const written: string[] = [];
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  vi.stubEnv("TERM", "xterm");
  process.stderr.isTTY = options.isTTY;
  const now = vi.spyOn(performance, "now").mockReturnValue(0);
  const progress = showOrdersProgress("a/b.ts", { quiet: options.quiet ?? false });
  for (const tried of [1, 2, 3]) {
    now.mockReturnValue(tried * 5_000);
    progress.show({ tried, atLeast: 6, outcomes: tried - 1 });
  }
  progress.wipe();
  vi.unstubAllEnvs();
  return written;
}

const second = "a/b.ts: 2 orders of at least 6, 0.2 each second, 1 outcome so far";

describe("the progress of a search", () => {
  it("is one line that changes where somebody watches, and is gone at the end", () => {
    const written = showThree({ isTTY: true });

    expect(written).toHaveLength(4);
    expect(written[1]).toBe(`\r${second}\u001b[K`);
    expect(written[3]).toBe("\r\u001b[K");
  });

  it("is a plain line each ten seconds where nobody does", () => {
    expect(showThree({ isTTY: false })).toEqual([`${second}\n`]);
  });

  it("is nothing where only the result is wanted", () => {
    expect(showThree({ isTTY: true, quiet: true })).toEqual([]);
  });
});

/** One line of the table. */
export interface Measurement {
  what: string;
  /** With its unit: "0.21 ms". */
  measured: string;
  /** What it is compared to, measured in the same run: "direct: 0.17 ms". */
  beside?: string;
  /** The number that `goal` is about. */
  ratio?: number;
  /** What is asked of `ratio`, or of the measured value itself. */
  goal?: { text: string; met: boolean };
}

/** What benchmarks share. */
export interface Bench {
  /** Where the embedded server listens; it is there from the first benchmark to the last. */
  server: { host: string; port: number };
  /** Says what is going on, where somebody watches. */
  progress: (text: string) => void;
}

export interface Benchmark {
  name: string;
  /** @throws Error when something broke; that a goal is not met is no error */
  run: (bench: Bench) => Promise<Measurement[]>;
}

/** Returns a goal "at most `limit`" for `value`. */
export function atMost(value: number, limit: number, unit = "×"): Measurement["goal"] {
  return { text: `≤ ${format(limit)} ${unit}`, met: value <= limit };
}

/** Returns a goal "at least `limit`" for `value`. */
export function atLeast(value: number, limit: number, unit = "×"): Measurement["goal"] {
  return { text: `≥ ${format(limit)} ${unit}`, met: value >= limit };
}

/** Returns the number with as many digits as say something. */
export function format(value: number): string {
  const limits = [100, 10, 0.1];
  const digits = limits.filter((limit) => Math.abs(value) < limit).length;
  return value.toLocaleString("en", { maximumFractionDigits: digits });
}

/** Returns the value that half of the others are below; the fair word for a duration on a busy machine. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted[sorted.length >> 1];
  if (middle === undefined) throw new Error("Cannot take the median as there are no values");
  return middle;
}

/** A duration for people: "0.4 ms", "52 ms", "1.25 s", "12 s". */
export function formatDuration(ms: number): string {
  if (ms < 0) return `-${formatDuration(-ms)}`;
  if (ms < 9.95) return `${trim(ms, 1)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  return `${trim(ms / 1000, ms < 9995 ? 2 : 1)} s`;
}

function trim(value: number, decimals: number): string {
  return String(Number(value.toFixed(decimals)));
}

/** A ratio for people: "9.8", "1.02", "120". */
export function formatRatio(ratio: number): string {
  return trim(ratio, ratio < 2 ? 2 : ratio < 99.5 ? 1 : 0);
}

/** "1 line", "3 lines", "1 query", "2 queries". */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

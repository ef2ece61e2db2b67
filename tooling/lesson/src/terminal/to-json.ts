/** Returns what `--json` promises: one object, times in ms, to the microsecond. */
export function toJson(value: object): string {
  return JSON.stringify(
    value,
    (key, each: unknown) =>
      typeof each === "number" && key.endsWith("Ms") ? Math.round(each * 1000) / 1000 : each,
    2,
  );
}

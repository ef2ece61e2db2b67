/** Returns a number with its noun: "1 program", "3 programs". */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}

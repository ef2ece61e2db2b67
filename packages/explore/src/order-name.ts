/** Returns what an order is called: the keys of its steps, "1.2.1.2"; a key that comes several times in a row is counted: "1*5.2". */
export function nameOrder(keys: readonly string[]): string {
  const runs: { key: string; count: number }[] = [];
  for (const key of keys) {
    const last = runs.at(-1);
    if (last?.key === key) last.count += 1;
    else runs.push({ key, count: 1 });
  }
  // "1*3" is harder to read than "1.1.1".
  return runs
    .map(({ key, count }) => (count < 4 ? dotted(key, count) : `${key}*${count}`))
    .join(".");
}

/** No order of anything has more steps than this. */
const mostSteps = 10_000;

/**
 * Returns the keys of the steps in the name of an order, with counts or without.
 *
 * @throws RangeError when it is no such name
 */
export function parseOrder(name: string): string[] {
  const keys: string[] = [];
  for (const part of name.split(".")) {
    const [, key, count = "1"] = /^([1-9]\d*(?:r|x|rx)?)(?:\*([1-9]\d*))?$/.exec(part) ?? [];
    if (key === undefined || keys.length + Number(count) > mostSteps) {
      throw new RangeError(
        `Cannot read the order ${JSON.stringify(name)}: expected one number for each step, such as 1.2.1.2 ("1*3" is 1.1.1, "2r" is a reply, "2x" and "2rx" are broken connections).`,
      );
    }
    for (let left = Number(count); left > 0; left -= 1) keys.push(key);
  }
  return keys;
}

function dotted(key: string, count: number): string {
  return Array.from({ length: count }, () => key).join(".");
}

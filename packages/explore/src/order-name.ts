/** Returns what an order is called: the keys of its steps, "1.2.1.2". */
export function nameOrder(keys: readonly string[]): string {
  return keys.join(".");
}

/**
 * Returns the keys of the steps in the name of an order.
 *
 * @throws RangeError when it is no such name
 */
export function parseOrder(name: string): string[] {
  const keys = name.split(".");
  if (!keys.every((key) => /^[1-9]\d*(r|x|rx)?$/.test(key))) {
    throw new RangeError(
      `Cannot read the order ${JSON.stringify(name)}: expected one number for each step, such as 1.2.1.2 ("2r" is a reply, "2x" and "2rx" are broken connections).`,
    );
  }
  return keys;
}

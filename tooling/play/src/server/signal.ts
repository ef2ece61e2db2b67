/** A promise that somebody else resolves. */
export function createSignal(): { promise: Promise<void>; resolve: () => void } {
  const settlers: (() => void)[] = [];
  const promise = new Promise<void>((resolve) => settlers.push(resolve));
  return { promise, resolve: () => settlers.forEach((settle) => settle()) };
}

/** Returns a function that does `make` when it is first called: a program's run that several tests look at. */
export function madeOnce<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

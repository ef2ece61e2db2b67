const alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** The letter of the n-th operation of a picture; a dot when the alphabet is used up. */
export function letterFor(index: number): string {
  return alphabet[index] ?? "•";
}

/**
 * True for what a failed `expect` or `assert` throws. A matcher that was added by `expect.extend` throws a plain
 * Error, which vitest marks with a field of its own.
 */
export function isAssertionError(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === "AssertionError" || "__vitest_error_context__" in error)
  );
}

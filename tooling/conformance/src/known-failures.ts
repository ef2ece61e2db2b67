/** The specification tests that the embedded server fails, and why: suite, test, reason. */
export const knownFailures: Record<string, Record<string, string>> = {};

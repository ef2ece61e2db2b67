/**
 * Where the embedded server and SecantusDB 0.7.0b3 disagree: folder, test, reason. MongoDB's documentation decides who is
 * right.
 */
export const knownDifferences: Record<string, Record<string, string>> = {};

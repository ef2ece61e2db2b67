/** Where something was installed, or why it was not. */
export type Installation = { folder: string } | { reason: string };

/** Tells loudly what was not run, and why: a lane that skips in silence looks like one that passes. */
export function announceNotRun(what: string, reason: string): void {
  process.stderr.write(`\n!!! NOT RUN: ${what}\n!!! ${reason}\n\n`);
}

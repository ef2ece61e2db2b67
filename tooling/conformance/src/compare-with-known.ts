/** Differs only where a machine is slow, too, and so need not differ. */
function isTiming(reason: string): boolean {
  return reason.startsWith("timing:");
}

/**
 * Returns what is wrong with a list of known differences, one line each; none when it is exactly true.
 *
 * @param known test to reason
 * @param failed the tests that failed on the other server
 * @param all every test that there is, so that one which has another name now is not listed for ever
 */
export function compareWithKnown(
  known: Record<string, string>,
  failed: string[],
  all?: string[],
): string[] {
  const unlisted = failed.filter((test) => !Object.hasOwn(known, test));
  const gone = Object.entries(known).filter(
    ([test, reason]) =>
      !failed.includes(test) && !isTiming(reason) && all?.includes(test) !== false,
  );
  return [
    ...unlisted.map((test) => `differs and is not listed: ${test}`),
    ...Object.keys(known)
      .filter((test) => all?.includes(test) === false)
      .map((test) => `is listed, and there is no such test: ${test}`),
    ...gone.map(([test]) => `is listed and does not differ: ${test}`),
  ];
}

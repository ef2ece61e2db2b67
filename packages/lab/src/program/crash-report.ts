/** What Node printed when the program died of an error. */
export interface CrashReport {
  /** "TypeError: late one", one line. */
  message: string;
  /** The program never ran: its source, or that of a module it loads, could not be read. */
  isSyntaxError: boolean;
  /** Name of a package that is not installed. */
  missingPackage?: string;
}

/**
 * Returns what the lines on stderr say about an uncaught error, or undefined when there was none. Node ends
 * such a report with its own version, which is what tells it from an error that the program printed itself.
 */
export function readCrashReport(stderr: readonly string[]): CrashReport | undefined {
  const footer = stderr.findLastIndex((line) => /^Node\.js v\d+\./.test(line));
  if (footer === -1) return undefined;
  const report = stderr.slice(0, footer);
  const stack = report.findLastIndex(
    (line, index) => /^\s+at /.test(line) && !/^\s+at /.test(report[index - 1] ?? ""),
  );
  const end = stack === -1 ? report.length : stack;
  const start = report.slice(0, end).findLastIndex((line) => errorLine.test(line));
  const lines = report.slice(start === -1 ? 0 : start, end).filter((line) => line.trim() !== "");
  const [first = "an error without a message", second = ""] = lines;

  if (/\bTransformError\b|^Error: Transform failed/.test(first)) {
    // esbuild's own first line only counts the errors: the place is in the second.
    return { message: second.trim() || first, isSyntaxError: true };
  }
  const loader = report[stack] ?? "";
  const missing = /Cannot find (?:package|module) '([^']+)'/.exec(first)?.[1];
  // Node's own long sentence about a rejection with something that is no Error.
  const reason = /^UnhandledPromiseRejection: .* rejected with the reason (.*)\.$/.exec(first)?.[1];
  return {
    message: reason ?? first.trim(),
    isSyntaxError:
      first.startsWith("SyntaxError") && /node:internal\/(modules|vm)|\bwrapSafe\b/.test(loader),
    ...(missing === undefined ? {} : { missingPackage: missing }),
  };
}

/** "TypeError: late one", "Error [ERR_X]: …", "UnhandledPromiseRejection: …", "MongoServerError: …". */
const errorLine = /^(?:Uncaught )?[A-Z]\w*(?:Error|Exception|Rejection)?\b(?: \[\w+\])?(?::|$)/;

/** A write to a socket. */
export interface SendLine {
  /** Local port of the socket. */
  port: number;
  /** Ms on the run's time axis. */
  atMs: number;
  /** The line of the program that awaits what comes of it; missing when none does. */
  awaitedAt?: { file: string; line: number };
}

/** As it is written down. */
interface WrittenLine {
  port: number;
  atMs: number;
  file?: string;
  /** Counted from 1. */
  line?: number;
}

/**
 * Reads what send-lines.mjs wrote; without the last line where the thread was ended before it could write all of it.
 *
 * @param zero where the run's axis is zero on the clock of process.hrtime, in ms
 */
export function readSendLines(text: string, zero: number): SendLine[] {
  return text
    .split("\n")
    .slice(0, -1)
    .map((written) => {
      const { port, atMs, file, line } = JSON.parse(written) as WrittenLine;
      return {
        port,
        atMs: atMs - zero,
        ...(file === undefined || line === undefined ? {} : { awaitedAt: { file, line } }),
      };
    });
}

/** A command belongs to the last write to its port before it arrived, however long it was on its way: a connection has one command at a time. */
export function createLineFinder(
  lines: readonly SendLine[],
): (port: number | undefined, atMs: number) => SendLine["awaitedAt"] {
  const byPort = new Map<number, SendLine[]>();
  for (const line of lines.toSorted((a, b) => a.atMs - b.atMs)) {
    const ofPort = byPort.get(line.port);
    if (ofPort) ofPort.push(line);
    else byPort.set(line.port, [line]);
  }
  return (port, atMs) => {
    const ofPort = port === undefined ? undefined : byPort.get(port);
    return ofPort?.findLast((one) => one.atMs <= atMs)?.awaitedAt;
  };
}

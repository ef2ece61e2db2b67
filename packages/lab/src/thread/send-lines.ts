/** A write to a socket, and the line of the program that awaits what comes of it. */
export interface SendLine {
  /** Local port of the socket. */
  port: number;
  /** Ms on the run's time axis. */
  atMs: number;
  file: string;
  /** Counted from 1. */
  line: number;
}

/**
 * Reads what send-lines.mjs wrote; nothing where the thread was ended before it could write all.
 *
 * @param zero where the run's axis is zero on the clock of process.hrtime, in ms
 */
export function readSendLines(text: string, zero: number): SendLine[] {
  try {
    const lines = JSON.parse(text) as SendLine[];
    return lines.map(({ port, atMs, file, line }) => ({ port, atMs: atMs - zero, file, line }));
  } catch {
    return [];
  }
}

/** What is sent at a moment over a port: finds the line that awaits it, which wrote to that port last. */
export function createLineFinder(
  lines: readonly SendLine[],
): (port: number | undefined, atMs: number) => SendLine | undefined {
  const byPort = new Map<number, SendLine[]>();
  for (const line of lines.toSorted((a, b) => a.atMs - b.atMs)) {
    const ofPort = byPort.get(line.port);
    if (ofPort) ofPort.push(line);
    else byPort.set(line.port, [line]);
  }
  return (port, atMs) => {
    const ofPort = port === undefined ? undefined : byPort.get(port);
    const line = ofPort?.findLast((one) => one.atMs <= atMs);
    return line && atMs - line.atMs < deliveryMs ? line : undefined;
  };
}

/** What is written reaches the proxy within this time, in ms, on a machine that is not very busy; later, no line is named. */
const deliveryMs = 50;

import { closeSync, openSync, readSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

/** Where Linux lists the sockets of this machine: https://docs.kernel.org/networking/proc_net_tcp.html */
const socketTable = "/proc/net/tcp";

/** How long is waited where the machine does not tell what was read, in ms. */
const gapMs = 5;

/** How often the table is looked at, in ms; less often when it takes long. */
const firstPauseMs = 1;
const longestPauseMs = 10;

/** Bytes that wait in a socket. */
interface Queues {
  /** Sent, but not yet acknowledged by the other side. */
  unacknowledged: number;
  /** Received, but not yet read by the process. */
  unread: number;
}

/**
 * Finds the socket of 127.0.0.1 with these ports in the text of the table. The fields of a line are:
 * number, local address, remote address, state, queues; addresses and queues in hexadecimal.
 */
export function findQueues(
  table: string,
  localPort: number,
  remotePort: number,
): Queues | undefined {
  const hex = (port: number): string =>
    `0100007F:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const at = table.indexOf(`${hex(localPort)} ${hex(remotePort)} `);
  if (at === -1) return undefined;
  const [, , , queues = ""] = table.slice(at, at + 60).split(" ");
  const [sent = "", received = ""] = queues.split(":");
  return { unacknowledged: Number.parseInt(sent, 16), unread: Number.parseInt(received, 16) };
}

/**
 * Resolves when the program has read everything that was written to its connection, so that what is
 * written next cannot overtake it; at once when `isOver` says so.
 *
 * Only Linux tells. Elsewhere it resolves after a few milliseconds: by then the bytes are in the
 * program's receive queue, and operating systems report sockets in the order of arrival, unless the
 * machine is so busy that the kernel itself falls behind.
 */
export async function whenRead(options: {
  proxyPort: number;
  programPort: number;
  isOver: () => boolean;
}): Promise<void> {
  const { proxyPort, programPort, isOver } = options;
  let pauseMs = firstPauseMs;
  let isAcknowledged = false;
  while (!isOver()) {
    const table = process.platform === "linux" ? await readTable() : "";
    const own = findQueues(table, proxyPort, programPort);
    const theirs = findQueues(table, programPort, proxyPort);
    if (!own || !theirs) {
      await sleep(gapMs);
      return;
    }
    // The lines are not of one moment. What is acknowledged in one look is in the program's queue,
    // or read, in the next.
    if (isAcknowledged && theirs.unread === 0) return;
    isAcknowledged = own.unacknowledged === 0;
    await sleep(pauseMs);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }
}

/** The kernel hands out a file of /proc in whole lines, so many bytes at a time; where pages are larger, it may be more. */
const pageBytes = 4096;
const lineBytes = 150;

let pages = Buffer.alloc(16 * pageBytes);

/** Returns the table. To find one line or a thousand, the kernel goes through some hundred thousand slots: milliseconds, so it is not asked once more for the end. */
function readTableAtOnce(): string {
  const file = openSync(socketTable, "r");
  try {
    let length = 0;
    for (;;) {
      if (pages.length - length < pageBytes)
        pages = Buffer.concat([pages, Buffer.alloc(pages.length)]);
      const read = readSync(file, pages, length, pages.length - length, null);
      length += read;
      // There was room for another line.
      if (read < pageBytes - lineBytes) return pages.toString("latin1", 0, length);
    }
  } finally {
    closeSync(file);
  }
}

async function readTable(): Promise<string> {
  try {
    return await readFile(socketTable, "latin1");
  } catch {
    // Not every container shows it: then nobody tells.
    return "";
  }
}

/**
 * Returns what tells whether every byte between the program and what listens on `port` of 127.0.0.1 has arrived: nothing is under way in either
 * direction, nothing that the program has sent is unread here, and there is no connection that is not among `programPorts` yet. It tells undefined
 * where the machine does not say. What has arrived here is read in the next turns of the event loop: whoever asks must let them pass.
 */
export function createDeliveryCheck(options: {
  port: number;
  programPorts: () => Iterable<number>;
}): () => boolean | undefined {
  const { port, programPorts } = options;
  return () =>
    process.platform === "linux" ? isTableQuiet(port, new Set(programPorts())) : undefined;
}

function isTableQuiet(port: number, known: ReadonlySet<number>): boolean | undefined {
  let table: string;
  try {
    table = readTableAtOnce();
  } catch {
    return undefined;
  }
  const end = `0100007F:${port.toString(16).toUpperCase().padStart(4, "0")} `;
  for (let at = table.indexOf(end); at !== -1; at = table.indexOf(end, at + end.length)) {
    const line = table.slice(table.lastIndexOf("\n", at) + 1, table.indexOf("\n", at));
    const [, local = "", remote = "", state, queues = ""] = line.trim().split(/ +/);
    // Only a connection that is established; others are being opened, which its end here shows, or closed.
    if (state !== "01") continue;
    const [sent = "", received = ""] = queues.split(":");
    if (Number.parseInt(sent, 16) > 0) return false;
    const isOurEnd = `${local} ` === end;
    if (isOurEnd && Number.parseInt(received, 16) > 0) return false;
    if (!isOurEnd && !known.has(Number.parseInt(local.split(":")[1] ?? "", 16))) return false;
    if (isOurEnd && !known.has(Number.parseInt(remote.split(":")[1] ?? "", 16))) return false;
  }
  return true;
}

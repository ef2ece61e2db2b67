/** Node.js's classes of resources that keep a process alive, as a person would call them. */
const names: Record<string, string> = {
  TCPServerWrap: "a server that listens",
  PipeServerWrap: "a server that listens",
  UDPWrap: "a UDP socket",
  UDPWRAP: "a UDP socket",
  MessagePort: "a worker, or a port for messages",
  Worker: "a worker",
  ProcessWrap: "a child process",
  FSEventWrap: "a file watcher",
  StatWatcher: "a file watcher",
  TTYWrap: "the terminal, which it reads from",
};

/** What a client of MongoDB needs for itself, and what belongs to any process. */
const unremarkable =
  /^(TCPSocketWrap|TLSWrap|PipeWrap|TickObject|FSReq|CloseReq|GetAddrInfo|Shutdown|Write)/;

/**
 * Returns what keeps a program alive, in words: "an interval", "a server that listens".
 *
 * @param resources as process.getActiveResourcesInfo has them
 * @param source of the program: what it says tells an interval from a timeout, and its own timers from the driver's
 * @param hasClient whether a client of MongoDB is open, which has timers of its own
 */
export function describeKeepers(
  resources: readonly string[],
  source: string,
  hasClient: boolean,
): string[] {
  const found = new Set<string>();
  for (const resource of resources) {
    if (resource === "Timeout" || resource === "Immediate") {
      if (/\bsetInterval\b/.test(source)) found.add("an interval");
      else if (/\bset(Timeout|Immediate)\b/.test(source) || !hasClient) found.add("a timer");
    } else if (!unremarkable.test(resource)) {
      found.add(names[resource] ?? `something of Node.js's class ${resource}`);
    }
  }
  return [...found];
}

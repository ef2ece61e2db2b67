import type { Message } from "@samples/timeline";
import type { PortEvent, SliceFile } from "./read-slice-file.ts";

/**
 * Returns the messages between workers and the threads that started them. A port hands messages over in the order in
 * which they were posted, so the nth that comes is the nth that was sent. What nobody received is left out, and so is
 * everything of a thread whose record has gaps.
 *
 * @param files in the order of the threads' numbers
 */
export function pairMessages(files: readonly SliceFile[]): Message[] {
  const messages: Message[] = [];
  for (const [starter, file] of files.entries()) {
    for (const { port, threadId } of file.ports) {
      if (threadId === 0) continue;
      const started = files.findIndex((one) => one.pid === file.pid && one.threadId === threadId);
      const worker = files[started];
      const back = worker?.ports.find((one) => one.threadId === 0)?.port;
      if (!worker || back === undefined) continue;
      if (file.droppedSlices > 0 || worker.droppedSlices > 0) continue;
      const there = pair(of(file.posted, port), of(worker.received, back));
      const here = pair(of(worker.posted, back), of(file.received, port));
      messages.push(
        ...there.map((times) => ({ from: starter, to: started, ...times })),
        ...here.map((times) => ({ from: started, to: starter, ...times })),
      );
    }
  }
  return messages.toSorted((a, b) => a.sentMs - b.sentMs);
}

const of = (events: readonly PortEvent[], port: number): PortEvent[] =>
  events.filter((event) => event.port === port);

function pair(
  posted: readonly PortEvent[],
  received: readonly PortEvent[],
): { sentMs: number; receivedMs: number }[] {
  return posted.flatMap(({ atMs }, index) => {
    const arrived = received[index];
    return arrived ? [{ sentMs: atMs, receivedMs: Math.max(atMs, arrived.atMs) }] : [];
  });
}

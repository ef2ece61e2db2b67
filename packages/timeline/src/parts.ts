import type { Operation } from "./slice-links.ts";
import type { OperationParts, ThreadSpan } from "./span.ts";

/**
 * Takes the time of an operation apart: the one place in which that is done.
 *
 * @param slices what the threads did with its reply, in order
 */
export function partsOf(operation: Operation, slices: readonly ThreadSpan[]): OperationParts {
  const { startMs, endMs } = operation;
  const reading = slices.filter((slice) => slice.endMs > endMs);
  const readMs = Math.max(endMs, reading[0]?.startMs ?? endMs);
  const { fromMs, toMs } = serverTime(operation);
  const atServerMs = toMs - fromMs;
  const awaits = operation.lane === "mongodb" && operation.awaitsData === true;
  const onTheWayMs = fromMs - startMs + (endMs - toMs);
  const heldMs = operation.lane === "mongodb" ? Math.min(operation.heldMs ?? 0, onTheWayMs) : 0;
  return {
    addedMs: onTheWayMs - heldMs,
    heldMs,
    serverMs: awaits ? 0 : atServerMs,
    awaitedMs: awaits ? atServerMs : 0,
    unreadMs: readMs - endMs,
    handlingMs: reading.reduce(
      (sum, slice) => sum + slice.endMs - Math.max(slice.startMs, endMs),
      0,
    ),
  };
}

/** From when to when the command was with the server. A record that does not say has no latency. */
export function serverTime(operation: Operation): { fromMs: number; toMs: number } {
  const { startMs, endMs } = operation;
  if (operation.lane === "http") {
    const addedMs = Math.min(operation.latencyMs ?? 0, endMs - startMs);
    return { fromMs: startMs + addedMs, toMs: endMs };
  }
  const toMs = Math.min(endMs, operation.repliedMs ?? endMs);
  return { fromMs: Math.min(toMs, Math.max(startMs, operation.sentMs ?? startMs)), toMs };
}

export function totalOf(parts: OperationParts): number {
  return Object.values(parts).reduce((sum: number, part: number) => sum + part, 0);
}

/** The mean of several operations' parts; undefined for none. */
export function meanParts(all: readonly OperationParts[]): OperationParts | undefined {
  if (all.length === 0) return undefined;
  const mean = { addedMs: 0, heldMs: 0, serverMs: 0, awaitedMs: 0, unreadMs: 0, handlingMs: 0 };
  for (const parts of all) {
    for (const name of partNames) mean[name] += parts[name] / all.length;
  }
  return mean;
}

const words: Record<keyof OperationParts, string> = {
  addedMs: "latency added",
  heldMs: "held",
  serverMs: "server",
  awaitedMs: "waiting for an event",
  unreadMs: "unread",
  handlingMs: "handling",
};
const partNames = ["addedMs", "heldMs", "serverMs", "awaitedMs", "unreadMs", "handlingMs"] as const;

/**
 * "56.6 ms = 50 latency added + 1.6 server + 4.4 unread + 0.6 handling". The numbers are rounded so that they add up:
 * https://en.wikipedia.org/wiki/Largest_remainder_method
 */
export function sayParts(parts: OperationParts): string {
  const totalMs = totalOf(parts);
  const grain = totalMs < 100 ? 10 : 1;
  const units = partNames.map((name) => ({ name, exact: parts[name] * grain, units: 0 }));
  for (const part of units) part.units = Math.floor(part.exact + 1e-9);
  const sum = Math.round(totalMs * grain);
  let missing = sum - units.reduce((all, part) => all + part.units, 0);
  for (const part of units.toSorted((a, b) => b.exact - b.units - (a.exact - a.units))) {
    if (missing-- <= 0) break;
    part.units++;
  }
  const said = units
    .filter((part) => part.units > 0)
    .map((part) => `${part.units / grain} ${words[part.name]}`);
  return said.length === 0 ? "0 ms" : `${sum / grain} ms = ${said.join(" + ")}`;
}

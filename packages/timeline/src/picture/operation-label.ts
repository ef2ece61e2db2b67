import type { Operation } from "../slice-links.ts";
import type { Context } from "./context.ts";
import { findLines, nameLine } from "./source-lines.ts";
import { makeVisible } from "./safe-text.ts";

/** What was asked, where that tells one operation from another: "find bson". */
export function labelOf({ collections }: Context, operation: Operation): string {
  if (operation.lane === "http") return makeVisible(operation.name);
  const { command, collection, asked, member } = operation;
  // Two collections may have the same ids.
  const where = collections.size > 1 ? collection : undefined;
  const what =
    asked?.short === undefined
      ? operation.name
      : [command, where, asked.short].filter(Boolean).join(" ");
  return makeVisible(member === undefined ? what : `${what} @${member}`);
}

/** The lines of the source that a bar of the operation leads to. */
export function linesOf({ scene }: Context, operation: Operation): { lines?: string[] } {
  const { askedAt, awaitedAt } = findLines(scene.run, operation);
  const lines = [askedAt, awaitedAt].flatMap((line) => (line ? [nameLine(line)] : []));
  return lines.length > 0 ? { lines: [...new Set(lines)] } : {};
}

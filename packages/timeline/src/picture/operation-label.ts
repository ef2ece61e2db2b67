import type { Operation } from "../slice-links.ts";
import type { Context } from "./context.ts";
import { makeVisible } from "./safe-text.ts";

/** What was asked, where that tells one operation from another: "find bson". */
export function labelOf({ collections }: Context, operation: Operation): string {
  if (operation.lane === "http" || operation.asked?.short === undefined) {
    return makeVisible(operation.name);
  }
  const { command, collection, asked } = operation;
  // Two collections may have the same ids.
  const where = collections.size > 1 ? collection : undefined;
  return makeVisible([command, where, asked.short].filter(Boolean).join(" "));
}

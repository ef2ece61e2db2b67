import { EJSON } from "bson";
import type { Mask } from "./mask.ts";

/** Returns what a person calls a command, and what tells it from others: `update accounts {"_id":"ada"} {"$inc":{"balance":100}}`. */
export function describeCommand(command: Record<string, unknown>, mask: Mask): string {
  const [name = ""] = Object.keys(command);
  const target = name === "getMore" ? command.collection : command[name];
  const parts = [name, ...(typeof target === "string" ? [target] : [])];
  for (const part of contentOf(name, command)) {
    if (part !== undefined) parts.push(mask(EJSON.stringify(part)));
  }
  return parts.join(" ");
}

function contentOf(name: string, command: Record<string, unknown>): unknown[] {
  switch (name) {
    case "find":
      return [command.filter];
    case "count":
      return [command.query];
    case "distinct":
      return [command.key, command.query];
    case "aggregate":
      return [command.pipeline];
    case "insert":
      return (command.documents as unknown[]).slice(0, 3);
    case "update":
      return (command.updates as { q: unknown; u: unknown }[])
        .slice(0, 3)
        .flatMap(({ q, u }) => [q, u]);
    case "delete":
      return (command.deletes as { q: unknown }[]).slice(0, 3).map(({ q }) => q);
    case "findAndModify":
      return [command.query, command.update];
    default:
      return [];
  }
}

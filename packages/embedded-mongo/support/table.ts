import type { Db } from "mongodb";
import { differences } from "./differences.ts";
import { documentedNames, type Kind } from "./documented-names.ts";
import { probe } from "./probe.ts";

const width = 100;

/** Breaks a line of Markdown behind a bullet, so that prettier leaves it as it is. */
function wrap(text: string): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.at(-1) ?? "";
    if (last !== "" && last.length + word.length >= width) lines.push(`  ${word}`);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines.join("\n");
}

function list(label: string, names: string[]): string[] {
  return names.length === 0
    ? []
    : [wrap(`- ${label}: ${names.map((name) => `\`${name}\``).join(" ")}`)];
}

/** One line for each difference, with all the names that have it. */
function listDifferences(differing: Record<string, string>): string[] {
  return [...new Set(Object.values(differing))].map((how) => {
    const names = Object.keys(differing).filter((name) => differing[name] === how);
    return wrap(`- differs: ${names.map((name) => `\`${name}\``).join(" ")}: ${how}`);
  });
}

/** Returns what a server supports, refuses or does differently, in Markdown: from its own answers. */
export async function createSupportTable(db: Db): Promise<string> {
  const sections: string[] = [];
  for (const kind of Object.keys(documentedNames) as Kind[]) {
    const verdicts = await probe(db, kind);
    const differing = differences[kind] ?? {};
    const named = (wanted: string): string[] =>
      Object.keys(verdicts).filter((name) => verdicts[name] === wanted && !(name in differing));
    const unknown = named("unknown");
    if (unknown.length > 0) {
      throw new Error(`The server says nothing of its own about ${unknown.join(", ")}`);
    }
    const lines = [
      ...list("supported", named("supported")),
      ...listDifferences(differing),
      ...list("refused", named("refused")),
    ];
    sections.push(`### ${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}\n\n${lines.join("\n")}`);
  }
  return sections.join("\n\n");
}

import { readPlotTags, type PlotTag } from "@samples/timeline/plot";
import { readValuesTags, type ValuesTag } from "@samples/timeline/values";

/** What a program's header comment says about it. */
export interface ProgramHeader {
  /** `@title`: one line. */
  title?: string;
  /** `@python`: the counterpart in the Python course. */
  python?: string;
  /** `@twin`: file name of the program that does the same work the wrong or slow way, or the right one. */
  twin?: string;
  /** `@latency`: what the proxy adds, in ms. */
  latencyMs?: number;
  /** `@members 3`: it needs a replica set of so many members. */
  members?: number;
  /** `@lag 300`: its secondaries are behind, by so many ms. */
  lagMs?: number;
  /** `@auth`: it needs a server that asks for a password, and that of a user who may do everything. */
  auth?: true;
  /** `@exits`: the exit code that the lesson is about. */
  exits?: number;
  /** `@hangs`: it does not end by itself, and that is the lesson. */
  hangs?: true;
  /** `@wrong`: it shows the wrong way. */
  wrong?: true;
  /** `@plot depth`, `@plot heap (MB)`: numbers that it prints, to be drawn as lanes. */
  plots?: PlotTag[];
  /** `@values accounts.balance`, `@values accounts.balance sum`: fields whose values are to be drawn over time. */
  values?: ValuesTag[];
  /** `@request GET /users/7`: what the lab asks the program's own HTTP server; several, one after the other. */
  requests?: string[];
  /** `@requests 50`: so many in all. */
  totalRequests?: number;
  /** `@concurrency 10`: so many at the same time. */
  concurrency?: number;
  /** Every tag as it stands, without its "@"; what a tag says several times is kept in lines. */
  tags: Record<string, string>;
  /** The sentences after the tags, lines joined, paragraphs kept apart by an empty line. */
  text: string;
}

/**
 * Returns what the first block comment of `source` says. A source without one has an empty header:
 * any file may be run.
 */
export function readProgramHeader(source: string): ProgramHeader {
  const comment = /^\uFEFF?(?:#![^\n]*\n)?(?:\s|\/\/[^\n]*\n)*\/\*\*([\s\S]*?)\*\//.exec(
    source,
  )?.[1];
  if (comment === undefined) return { tags: {}, text: "" };

  const tags: Record<string, string> = {};
  const paragraphs: string[][] = [[]];
  for (const raw of comment.split("\n")) {
    const line = raw.replace(/^\s*\*? ?/, "").trimEnd();
    const tag = /^@([a-zA-Z][\w-]*)(?:\s+(.*))?$/.exec(line);
    if (tag?.[1]) {
      const said = tags[tag[1]];
      const value = (tag[2] ?? "").trim();
      tags[tag[1]] = said === undefined ? value : `${said}\n${value}`;
    } else if (line.trim() === "") paragraphs.push([]);
    else paragraphs.at(-1)?.push(line.trim());
  }
  const text = paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join(" "))
    .join("\n\n");

  return {
    ...(tags.title ? { title: tags.title } : {}),
    ...(tags.python ? { python: tags.python } : {}),
    ...(tags.twin ? { twin: tags.twin } : {}),
    ...numberTag(tags, "latency", "latencyMs"),
    ...numberTag(tags, "members", "members"),
    ...numberTag(tags, "lag", "lagMs"),
    ...("auth" in tags ? { auth: true as const } : {}),
    ...numberTag(tags, "exits", "exits"),
    ...("hangs" in tags ? { hangs: true as const } : {}),
    ...("wrong" in tags ? { wrong: true as const } : {}),
    ...(tags.values ? { values: readValuesTags(tags.values) } : {}),
    ...(tags.plot ? { plots: readPlotTags(tags.plot) } : {}),
    ...(tags.request ? { requests: tags.request.split("\n") } : {}),
    ...numberTag(tags, "requests", "totalRequests"),
    ...numberTag(tags, "concurrency", "concurrency"),
    tags,
    text,
  };
}

function numberTag<Key extends string>(
  tags: Record<string, string>,
  tag: string,
  key: Key,
): Partial<Record<Key, number>> {
  const value = Number.parseFloat(tags[tag] ?? "");
  return Number.isFinite(value) ? ({ [key]: value } as Partial<Record<Key, number>>) : {};
}

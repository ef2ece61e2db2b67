import type { Document } from "bson";
import type { Chunks, Reader } from "../operation/operation.ts";
import { sortDocuments } from "../query/sort.ts";
import type { Plan, Work } from "./plan.ts";
import { scan } from "./scan.ts";

export interface Page {
  skip: number;
  limit: number;
}

/** Yields the documents of a plan, sorted, from `skip` on, at most `limit`. */
export async function* find(plan: Plan, reader: Reader, work: Work, page: Page): Chunks {
  const { skip, limit } = page;
  const { sort, collation } = plan.question;
  if (sort.length > 0 && !plan.isSorted) {
    const all: Document[] = [];
    for await (const chunk of scan(plan, reader, work)) {
      for (const { document } of chunk) all.push(document);
    }
    work.sorted = all.length;
    await reader.current.breathe();
    const sorted = sortDocuments(all, sort, collation?.compare);
    await reader.current.breathe();
    if (sorted.length > skip) yield sorted.slice(skip, skip + limit);
    return;
  }
  let toSkip = skip;
  for await (const chunk of scan(plan, reader, work, skip + limit)) {
    const rest = toSkip > 0 ? chunk.slice(toSkip) : chunk;
    toSkip = Math.max(0, toSkip - chunk.length);
    if (rest.length > 0) yield rest.map(({ document }) => document);
  }
}

import { EJSON, type Document } from "bson";
import type { Run } from "../run.ts";
import type { Directed } from "./director.ts";
import { createMask } from "./mask.ts";

/** How an order ended, without what is random by nature: two orders with equal endings have the same outcome. */
export interface Ending {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  /** It did not end by itself: it still ran at its time limit, or took too many steps. */
  isUnfinished: boolean;
  output: string[];
  /** Relaxed Extended JSON of each document, by collection. */
  database: Record<string, Document[]>;
}

/** Returns how a run ended; collections and documents are in a stable order. */
export function endingOf(run: Run, directed: Directed, source: string): Ending {
  const mask = createMask(source, run.database.name);
  const output = run.output.map(({ text }) => mask(text));
  // Where ids are compared in the order of their making, they are not yet numbered.
  const blind = (document: Document): string =>
    createMask(source, run.database.name)(EJSON.stringify(document));
  const database: Record<string, Document[]> = {};
  for (const name of Object.keys(directed.documents).toSorted()) {
    const documents = (directed.documents[name] ?? []).map((document) => ({
      document,
      text: blind(document),
    }));
    if (documents.length === 0) continue;
    database[name] = documents
      .toSorted((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
      .map(({ document }) => JSON.parse(mask(EJSON.stringify(document))) as Document);
  }
  return {
    exitCode: run.exitCode,
    signal: run.signal,
    isUnfinished: run.timedOut || directed.end === "unfinished",
    output,
    database,
  };
}

/** Equal for equal endings. */
export function endingKey(ending: Ending): string {
  return JSON.stringify(ending);
}

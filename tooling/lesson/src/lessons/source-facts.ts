import { readProgramHeader } from "@samples/lab/program-header";
import type { Source, SourceFacts } from "@samples/snippets";

/** Returns what a source's header says that lessons need. */
export function sourceFacts(source: Source): SourceFacts {
  return { title: readProgramHeader(source.text).title ?? source.id };
}

import { readProgramHeader } from "@samples/lab/program-header";
import type { Source, SourceFacts } from "@samples/snippets";
import { recordingRules } from "../recording/recording-rules.ts";

/** Returns what a source's header says that lessons need. */
export function sourceFacts(source: Source): SourceFacts {
  const header = readProgramHeader(source.text);
  return {
    title: header.title ?? source.id,
    latencyMs: recordingRules(header).latencyMs,
  };
}

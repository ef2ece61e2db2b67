import type { OutputRules } from "@samples/snippets";
import type { ProgramHeader } from "@samples/lab/program-header";

/** The proxy's latency where neither the header nor the command line says one, in ms. */
const defaultLatencyMs = 50;

/** Returns what a program's header says about the output that is recorded. */
export function recordingRules(header: ProgramHeader): OutputRules {
  const lines = (tag: string): string[] =>
    (header.tags[tag] ?? "").split("\n").filter((line) => line !== "");
  return {
    latencyMs: header.latencyMs ?? defaultLatencyMs,
    templates: lines("output"),
    unordered: lines("unordered"),
  };
}

/** Why a program's text is that of its twin (`@same-output reason`); undefined for all whose text tells them apart. */
export function sameOutputReason(header: ProgramHeader): string | undefined {
  return header.tags["same-output"];
}

/** Why, when the text is the same, the picture is, too (`@same-picture reason`). */
export function samePictureReason(header: ProgramHeader): string | undefined {
  return header.tags["same-picture"];
}

/** Why a program has no recording (`@unrecorded reason`); undefined for all that have one. */
export function unrecordedReason(header: ProgramHeader): string | undefined {
  return header.tags.unrecorded;
}

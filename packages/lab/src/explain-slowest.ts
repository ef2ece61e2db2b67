import type { Examined } from "@samples/timeline";
import type { WireCommand, WireProxy, WireRecord } from "@samples/wire-proxy";
import type { Document } from "bson";
import type { LabServer } from "./server/lab-server.ts";

/** Commands that a server can explain, with the field of those that must come alone. */
const explainable = new Map<string, string | undefined>([
  ["find", undefined],
  ["aggregate", undefined],
  ["count", undefined],
  ["distinct", undefined],
  ["findAndModify", undefined],
  ["update", "updates"],
  ["delete", "deletes"],
]);

/** What a driver adds to a command; explain takes none of it inside. */
const envelope = new Set([
  "$db",
  "$clusterTime",
  "$readPreference",
  "lsid",
  "txnNumber",
  "autocommit",
  "startTransaction",
  "apiVersion",
  "apiStrict",
  "apiDeprecationErrors",
  "readConcern",
  "writeConcern",
  "maxTimeMS",
  "explain",
]);

/** What the proxy saw, with what the server said of some of it. */
export interface ExplainedRecord extends WireRecord {
  commands: (WireCommand & { examined?: Examined })[];
}

/**
 * Asks the server to explain the commands that it took longest for, and returns the record with what it said. It is asked when the program
 * is gone, of the data and the indexes that the program left. A command that cannot be explained stays as it is.
 *
 * @param number of how many commands
 */
export async function explainSlowest(
  record: WireRecord,
  { number, proxy, server }: { number: number; proxy: WireProxy; server: LabServer },
): Promise<ExplainedRecord> {
  const slowest = record.commands
    .filter(({ internal, awaitsData }) => !internal && !awaitsData)
    .toSorted((a, b) => serverMs(b) - serverMs(a))
    .slice(0, number);
  const examined = new Map<WireCommand, Examined>();
  for (const command of slowest) {
    const asked = askable(proxy.commandOf(command));
    if (!asked || command.database === undefined) continue;
    // It is a help for the reader, and no reason to end without the run.
    const reply = await server.explain(command.database, asked).catch(() => undefined);
    const found = reply && readExplained(reply);
    if (found) examined.set(command, found);
  }
  const commands = record.commands.map((command) => {
    const found = examined.get(command);
    return found ? { ...command, examined: found } : command;
  });
  return { ...record, commands };
}

function serverMs({ startMs, sentMs, repliedMs, endMs }: WireCommand): number {
  return (repliedMs ?? endMs ?? startMs) - (sentMs ?? startMs);
}

/** Returns a command as it can be explained; of one that is an explain itself, what that is about. */
function askable(sent: Document | undefined): Document | undefined {
  if (!sent) return undefined;
  const [name = ""] = Object.keys(sent);
  if (name === "explain") return askable(sent.explain as Document);
  if (!explainable.has(name) || sent.tailable === true || writesOrWatches(sent.pipeline)) {
    return undefined;
  }
  const alone = explainable.get(name);
  if (alone !== undefined && (sent[alone] as unknown[] | undefined)?.length !== 1) return undefined;
  return Object.fromEntries(Object.entries(sent).filter(([field]) => !envelope.has(field)));
}

/** Whether explaining a pipeline would write, or never end. */
function writesOrWatches(pipeline: unknown): boolean {
  if (!Array.isArray(pipeline)) return false;
  return pipeline.some((stage: Document) =>
    ["$out", "$merge", "$changeStream"].some((name) => name in stage),
  );
}

/** Reads what a server says of a plan that it ran. An aggregate has it in its first stage. */
function readExplained(reply: Document): Examined | undefined {
  const [first] = (reply.stages as Document[] | undefined) ?? [];
  const { queryPlanner, executionStats } = (first?.$cursor as Document | undefined) ?? reply;
  if (!executionStats) return undefined;
  const stats = executionStats as Record<string, number>;
  const { nMatched, nWouldDelete } = (executionStats as Document).executionStages as Document;
  const plan = queryPlanner as { winningPlan?: Document } | undefined;
  return {
    documents: Number(stats.totalDocsExamined),
    keys: Number(stats.totalKeysExamined),
    found: Number(nMatched ?? nWouldDelete ?? stats.nReturned),
    plan: stagesOf((plan?.winningPlan?.queryPlan as Document | undefined) ?? plan?.winningPlan),
  };
}

/** The stages of a plan, from the one that reads to the one that answers; indexes by their name. */
function stagesOf(stage: Document | undefined): string[] {
  if (!stage) return [];
  const inner = (stage.inputStage ?? (stage.inputStages as Document[] | undefined)?.[0]) as
    Document | undefined;
  const name = String(stage.stage);
  return [...stagesOf(inner), stage.indexName ? `${name} ${String(stage.indexName)}` : name];
}

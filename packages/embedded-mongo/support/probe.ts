import type { Db, MongoServerError } from "mongodb";
import { namesOf, type Kind } from "./documented-names.ts";

export type Verdict = "supported" | "refused" | "unknown";

/** A command that makes the server look at a name; what it says about the operand does not matter. */
const probes: Record<Kind, (name: string) => Record<string, unknown>> = {
  commands: (name) => ({ [name]: 1, probe: 1 }),
  "query operators": (name) => ({
    find: "probe",
    filter: /^\$(and|nor|or|expr|jsonSchema|where|comment|sampleRate|text)$/.test(name)
      ? { [name]: 1 }
      : name === "$rand"
        ? { $expr: { $rand: {} } }
        : { a: { [name]: 1 } },
  }),
  "update operators": (name) => ({
    update: "probe",
    updates: [{ q: {}, u: { [name]: { a: 1 } } }],
  }),
  stages: (name) => ({ aggregate: "probe", pipeline: [{ [name]: {} }], cursor: {} }),
  "accumulators of $group": (name) => ({
    aggregate: "probe",
    pipeline: [{ $group: { _id: 1, a: { [name]: {} } } }],
    cursor: {},
  }),
  expressions: (name) => ({
    aggregate: "probe",
    pipeline: [{ $project: { a: { [name]: [] } } }],
    cursor: {},
  }),
};

const commandNotFound = 59;
/** CommandNotSupported, SearchNotEnabled. */
const refusals = new Set<unknown>([115, 31082]);

function isUnknown(message: string): boolean {
  return /^(no such command|unknown (top level )?operator|Unknown modifier|Unrecognized|unknown group operator)/.test(
    message,
  );
}

/** Asks a server about every documented name of a kind. */
export async function probe(db: Db, kind: Kind): Promise<Record<string, Verdict>> {
  const verdicts: Record<string, Verdict> = {};
  for (const name of namesOf(kind)) {
    try {
      const { writeErrors } = (await db.command(probes[kind](name))) as {
        writeErrors?: { errmsg: string }[];
      };
      verdicts[name] = isUnknown(writeErrors?.[0]?.errmsg ?? "") ? "unknown" : "supported";
    } catch (error) {
      const { code, message } = error as MongoServerError;
      if (refusals.has(code)) verdicts[name] = "refused";
      else
        verdicts[name] = code === commandNotFound || isUnknown(message) ? "unknown" : "supported";
    }
  }
  return verdicts;
}

import type { Document } from "bson";
import { isPlain } from "../bson/decode.ts";
import { describe } from "../bson/describe.ts";
import { MongoError } from "../errors.ts";
import { compileExpression } from "../expressions/expressions.ts";
import type { Stage } from "./stage.ts";
import { perChunk } from "./stage.ts";

/** The variables with which the expression says what becomes of a document. */
const decisions = {
  KEEP: Symbol("$$KEEP"),
  PRUNE: Symbol("$$PRUNE"),
  DESCEND: Symbol("$$DESCEND"),
};

/** https://www.mongodb.com/docs/manual/reference/operator/aggregation/redact/ */
export const redact: Stage = (operand, context) => {
  const decide = compileExpression(operand, { ...context.variables, ...decisions });

  /** Returns what is left of a document within `root`, or undefined where that is nothing. */
  function redacted(document: Document, root: Document): Document | undefined {
    const decision = decide(root, { CURRENT: document });
    if (decision === decisions.KEEP) return document;
    if (decision === decisions.PRUNE) return undefined;
    if (decision === decisions.DESCEND) return descended(document, root);
    throw new MongoError(
      17053,
      `$redact's expression should not return anything aside from the variables $$KEEP, $$DESCEND, and $$PRUNE, but returned ${describe(decision)}`,
    );
  }

  function descended(document: Document, root: Document): Document {
    const result: Document = {};
    for (const [name, value] of Object.entries(document) as [string, unknown][]) {
      const left = partOf(value, root);
      if (left !== undefined) result[name] = left;
    }
    return result;
  }

  function partOf(value: unknown, root: Document): unknown {
    if (Array.isArray(value)) {
      return value.map((item) => partOf(item, root)).filter((item) => item !== undefined);
    }
    return isPlain(value) ? redacted(value, root) : value;
  }

  return perChunk(
    (chunk) =>
      chunk.map((document) => redacted(document, document)).filter((left) => left !== undefined),
    context,
  );
};

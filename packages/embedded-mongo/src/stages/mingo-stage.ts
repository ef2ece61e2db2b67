import type { Document } from "bson";
import { OpType } from "mingo/core";
import { Lazy } from "mingo/lazy";
import { MongoError } from "../errors.ts";
import { context as mingoContext, mingoOptions } from "../expressions/expressions.ts";
import { copy } from "../query/update.ts";
import { onAll, type Stage } from "./stage.ts";

/** Stages that are left to mingo, which changes their input in place. */
export function mingoStage(name: string): Stage {
  return (operand, context) => {
    const operator = mingoContext.getOperator(OpType.PIPELINE, name);
    if (!operator) throw new MongoError(40324, `Unrecognized pipeline stage name: '${name}'`);
    const options = mingoOptions(context.variables);
    return onAll((all) => {
      const result = operator(Lazy(copy(all)), operand, options) as Iterable<Document>;
      return [...result].map(withIdFirst);
    }, context);
  };
}

function withIdFirst(document: Document): Document {
  return "_id" in document ? { _id: document._id as unknown, ...document } : document;
}

import type { Document } from "bson";
import { OpType } from "mingo/core";
import { isPlain } from "../bson/decode.ts";
import { keyOf } from "../bson/key.ts";
import { MongoError, notSupported } from "../errors.ts";
import { accumulators, type Accumulator } from "../expressions/accumulators.ts";
import {
  compileExpression,
  context as mingoContext,
  mingoOptions,
  prepare,
} from "../expressions/expressions.ts";
import { pickingAccumulators } from "../expressions/picking-accumulators.ts";
import type { PipelineContext, Stage, StageRun } from "./stage.ts";

/** A field of $group, or of a window. */
export interface Field {
  name: string;
  evaluate: (document: Document) => unknown;
  create: () => Accumulator;
}

/** Tells whether an operator gathers the values of several documents into one. */
export function isAccumulator(operator: string): boolean {
  return Object.hasOwn(accumulators, operator) || Object.hasOwn(pickingAccumulators, operator);
}

/** @throws MongoError when it is not one accumulator with its operand */
export function compileField(
  name: string,
  specification: unknown,
  context: PipelineContext,
): Field {
  const entries = isPlain(specification) ? Object.entries(specification) : [];
  const [entry] = entries;
  if (entries.length !== 1 || !entry) {
    throw isPlain(specification)
      ? new MongoError(40238, `The field '${name}' must specify one accumulator`)
      : new MongoError(40234, `The field '${name}' must be an accumulator object`);
  }
  if (name.includes("."))
    throw new MongoError(40235, `The field name '${name}' cannot contain '.'`);
  const [operator, operand] = entry as [string, unknown];
  const own = Object.hasOwn(accumulators, operator) ? accumulators[operator] : undefined;
  const { collation, variables } = context;
  if (own) {
    return {
      name,
      evaluate: compileExpression(operator === "$count" ? 1 : operand, variables),
      create: () => own({ text: collation?.compare, fold: collation?.fold }),
    };
  }
  const picking = Object.hasOwn(pickingAccumulators, operator)
    ? pickingAccumulators[operator]
    : undefined;
  if (picking) {
    const accumulatorContext = { text: collation?.compare, fold: collation?.fold };
    return {
      name,
      evaluate: compileExpression(picking.expressionOf(operand), variables),
      create: () => picking.create(accumulatorContext, operand),
    };
  }
  if (operator === "$accumulator") throw notSupported("the accumulator $accumulator");
  const prepared = prepare(operand);
  const accumulate = mingoContext.getOperator(OpType.ACCUMULATOR, operator);
  if (!accumulate) throw new MongoError(15952, `unknown group operator '${operator}'`);
  const options = mingoOptions(variables);
  return {
    name,
    evaluate: (document) => document,
    create() {
      const all: unknown[] = [];
      return {
        add: (document) => all.push(document),
        result: () => accumulate(all, prepared, options),
      };
    },
  };
}

/** https://www.mongodb.com/docs/manual/reference/operator/aggregation/group/ */
export const group: Stage = (operand, context) => {
  if (!isPlain(operand))
    throw new MongoError(15947, "a group's fields must be specified in an object");
  if (!("_id" in operand)) throw new MongoError(15955, "a group specification must include an _id");
  const { _id, ...fields } = operand;
  return groupDocuments(compileExpression(_id, context.variables), fields, context);
};

/** Returns a stage that makes one document of all that have the same `idOf`, with an accumulator for each field. */
export function groupDocuments(
  idOf: (document: Document) => unknown,
  accumulated: Document,
  context: PipelineContext,
): StageRun {
  const fields = Object.entries(accumulated).map(([name, specification]) =>
    compileField(name, specification, context),
  );
  const fold = context.collation?.fold;

  return async function* (input) {
    const groups = new Map<string, { id: unknown; accumulators: Accumulator[] }>();
    for await (const chunk of input) {
      for (const document of chunk) {
        // No value and null are one group.
        const id = idOf(document) ?? null;
        const key = keyOf(id, fold);
        let found = groups.get(key);
        if (!found) {
          found = { id, accumulators: fields.map((field) => field.create()) };
          groups.set(key, found);
        }
        for (const [index, field] of fields.entries()) {
          found.accumulators[index]?.add(field.evaluate(document));
        }
        const { current } = context.reader;
        if (current.isSliceOver()) await current.breathe();
      }
    }
    yield [...groups.values()].map(({ id, accumulators: results }) => {
      const result: Document = { _id: id };
      for (const [index, { name }] of fields.entries()) result[name] = results[index]?.result();
      return result;
    });
  };
}

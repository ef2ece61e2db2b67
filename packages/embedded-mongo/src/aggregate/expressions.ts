import { BSONRegExp, type Document } from "bson";
import { Context, evalExpr, OpType } from "mingo/core";
import * as accumulators from "mingo/operators/accumulator";
import * as expressions from "mingo/operators/expression";
import * as stages from "mingo/operators/pipeline";
import * as windows from "mingo/operators/window";
import { isPlain } from "../bson/decode.ts";
import { MongoError, notSupported } from "../errors.ts";
import { toRegExp } from "../query/regex.ts";
import type { Options } from "mingo/types";

export const context = Context.init({
  accumulator: { ...accumulators },
  expression: { ...expressions },
  pipeline: { ...stages },
  window: { ...windows },
});

export function mingoOptions(variables: Document): Partial<Options> {
  return { context, variables, scriptEnabled: false };
}

function prepare(expression: unknown): unknown {
  if (expression instanceof BSONRegExp) return toRegExp(expression, undefined);
  if (Array.isArray(expression)) return expression.map(prepare);
  if (!isPlain(expression)) return expression;
  const result: Document = {};
  for (const [name, operand] of Object.entries(expression)) {
    if (name.startsWith("$")) {
      if (
        !context.getOperator(OpType.EXPRESSION, name) &&
        !context.getOperator(OpType.ACCUMULATOR, name)
      ) {
        throw name === "$meta"
          ? notSupported(name)
          : new MongoError("InvalidPipelineOperator", `Unrecognized expression '${name}'`);
      }
      if (name === "$literal") return { $literal: operand };
    }
    result[name] = prepare(operand);
  }
  return result;
}

export function compileExpression(
  expression: unknown,
  variables: Document = {},
): (document: Document) => unknown {
  const prepared = prepare(expression);
  const options = mingoOptions(variables) as Options;
  return (document) => evalExpr(document as never, prepared as never, options) as unknown;
}

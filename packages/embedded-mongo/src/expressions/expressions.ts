import type { Document } from "bson";
import { Context, evalExpr, OpType } from "mingo/core";
import * as accumulators from "mingo/operators/accumulator";
import * as expressions from "mingo/operators/expression";
import * as stages from "mingo/operators/pipeline";
import * as windows from "mingo/operators/window";
import type { Any, Options } from "mingo/types";
import { isPlain } from "../bson/decode.ts";
import { toNumber } from "../bson/number.ts";
import { isNumeric, type Numeric } from "../bson/type.ts";
import { MongoError, notSupported } from "../errors.ts";
import { conversions } from "./convert.ts";
import { fieldPath, parseText } from "./field-path.ts";
import type { Operator } from "./operator.ts";
import { groupOperators, operators } from "./operators.ts";

/** See `reusableOptions`; `prepare` refuses it from clients. */
const handOut: Operator = (_document, _operand, options) => options;

/** See `setWindowFields`; `prepare` refuses it from clients. */
const plainNumber: Operator = (document, operand, options) => {
  const value: unknown = evalExpr(document, operand, options);
  return isNumeric(value) ? toNumber(value as Numeric) : value;
};

const ofGroups = { ...accumulators, ...groupOperators };

/** mingo's operators, with those of this folder in their place. Its types ask for an intersection of all operators. */
export const context = Context.init({
  accumulator: ofGroups,
  expression: {
    ...expressions,
    ...operators,
    ...conversions,
    $evaluation: handOut,
    $plainNumber: plainNumber,
    $fieldPath: fieldPath,
  },
  pipeline: { ...stages },
  window: { ...windows },
});

/** mingo's own stages need scripts to be allowed; a client's are refused in `prepare`. */
export function mingoOptions(variables: Document): Partial<Options> {
  return { context, variables, scriptEnabled: true };
}

const refused = [
  "$evaluation",
  "$plainNumber",
  "$fieldPath",
  "$function",
  "$accumulator",
  "$meta",
  "$toHashedIndexKey",
  "$toUUID",
];

/**
 * Checks an expression and makes it one for mingo, which finds out about a wrong operator only when a document comes.
 *
 * @throws MongoError 168 when an operator is unknown
 */
export function prepare(expression: unknown): unknown {
  if (Array.isArray(expression)) return expression.map(prepare);
  if (typeof expression === "string") return parseText(expression);
  if (!isPlain(expression)) return expression;
  const result: Document = {};
  const names = Object.keys(expression);
  for (const name of names) {
    if (name.startsWith("$")) {
      if (refused.includes(name)) throw notSupported(`the expression ${name}`);
      if (names.length > 1) {
        throw new MongoError(
          15983,
          `an object representing an expression must have exactly one field: { ${names.join(", ")} }`,
        );
      }
      const isKnown =
        context.getOperator(OpType.EXPRESSION, name) ??
        context.getOperator(OpType.ACCUMULATOR, name);
      if (!isKnown)
        throw new MongoError("InvalidPipelineOperator", `Unrecognized expression '${name}'`);
      if (name === "$literal") return expression;
    }
    result[name] = prepare(expression[name]);
  }
  return result;
}

/** mingo's options while it evaluates: told which document it is about, they need not be made for each. */
type Evaluation = Options & { update(locals: { root: Any; variables?: Document }): Options };

/** Returns options to be used again and again; mingo makes them only for its operators, so one of those hands them out. */
function reusableOptions(variables: Document): Evaluation {
  const options = mingoOptions(variables) as Options;
  return evalExpr({}, { $evaluation: 1 }, options) as Evaluation;
}

/**
 * Returns a function that evaluates an aggregation expression on a document, to which it may be given variables of
 * its own.
 *
 * @throws MongoError when it is not an expression
 */
export function compileExpression(
  expression: unknown,
  variables: Document = {},
): (document: Document, own?: Document) => unknown {
  const prepared = prepare(expression);
  if (typeof expression === "string" && /^\$[^$.]+$/.test(expression)) {
    // The most frequent expression, one field, needs no interpreter.
    const field = expression.slice(1);
    return (document) =>
      Object.hasOwn(document, field) ? (document[field] as unknown) : undefined;
  }
  if ((typeof prepared !== "object" && typeof prepared !== "string") || prepared === null)
    return () => prepared;
  const options = reusableOptions(variables);
  return (document, own) =>
    evalExpr(
      document,
      prepared,
      options.update(own ? { root: document, variables: own } : { root: document }),
    );
}

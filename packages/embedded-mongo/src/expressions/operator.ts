import type { Document } from "bson";
import { evalExpr } from "mingo/core";
import type { Any, Options } from "mingo/types";
import { isPlain } from "../bson/decode.ts";
import { toNumber } from "../bson/number.ts";
import { isNumeric, type Numeric } from "../bson/type.ts";
import { MongoError } from "../errors.ts";

/** As mingo calls it: with the document, the operand not evaluated yet, and what `evalExpr` needs to do that. */
export type Operator = (document: Any, operand: Any, options: Options) => Any;

export type Operators = Record<string, Operator>;

type Apply = (values: unknown[], name: string) => unknown;

/** An operator that gets the values of its operands. */
export function ofValues(apply: Apply, name: string, counts?: number[]): Operator {
  return (document, operand, options) => {
    const operands: unknown[] = Array.isArray(operand) ? operand : [operand];
    if (counts && !counts.includes(operands.length)) {
      throw new MongoError(
        16020,
        `Expression ${name} takes exactly ${counts.join(" or ")} arguments. ${operands.length} were passed in.`,
      );
    }
    return apply(
      operands.map((item) => evalExpr(document, item, options)),
      name,
    );
  };
}

export function named(apply: Apply, names: string[], counts?: number[]): Operators {
  return Object.fromEntries(names.map((name) => [name, ofValues(apply, name, counts)]));
}

/** The fields that the operand of an operator must and may have, and the server's numbers for when it does not. */
export interface Fields {
  required: string[];
  optional?: string[];
  notObject: number | "FailedToParse";
  unknown: number | "FailedToParse";
  /** One for all fields, or one for each of the required ones. */
  missing: number | "FailedToParse" | number[];
}

/** Returns the operand as a document with the fields that the operator knows. @throws MongoError */
export function fieldsOf(name: string, operand: unknown, fields: Fields): Document {
  if (!isPlain(operand)) {
    throw new MongoError(fields.notObject, `${name} only supports an object as its argument`);
  }
  for (const field of Object.keys(operand)) {
    if (!fields.required.includes(field) && fields.optional?.includes(field) !== true) {
      throw new MongoError(fields.unknown, `Unrecognized parameter to ${name}: ${field}`);
    }
  }
  const { missing } = fields;
  for (const [index, field] of fields.required.entries()) {
    if (field in operand) continue;
    const code = Array.isArray(missing) ? (missing[index] ?? "FailedToParse") : missing;
    throw new MongoError(code, `Missing '${field}' parameter to ${name}`);
  }
  return operand;
}

/** An operator with named operands; a field that is not given is not there for `apply`. */
export function ofFields(
  name: string,
  fields: Fields,
  apply: (values: Document, name: string) => unknown,
): Operators {
  const operator: Operator = (document, operand, options) => {
    const given = fieldsOf(name, operand, fields);
    const values: Document = {};
    for (const field of Object.keys(given)) {
      values[field] = evalExpr(document, given[field] as Any, options);
    }
    return apply(values, name);
  };
  return { [name]: operator };
}

export function isNothing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** Returns the int in `value`, or undefined where it is none. */
export function intOf(value: unknown): number | undefined {
  const number = isNumeric(value) ? toNumber(value as Numeric) : Number.NaN;
  return Number.isInteger(number) && Math.abs(number) <= 2 ** 31 ? number : undefined;
}

import type { Document } from "bson";
import { evalExpr } from "mingo/core";
import type { Any, Options } from "mingo/types";
import { isPlain } from "../bson/decode.ts";
import { typeOf } from "../bson/type.ts";
import { MongoError } from "../errors.ts";
import { isTrue } from "../query/filter.ts";
import { fieldsOf, intOf, isNothing, ofFields, type Operator, type Operators } from "./operator.ts";

/** mingo's options know the variables of the expressions around. */
export type Scope = Options & { local: { root?: Any; variables?: Document } };

/** Calls `evaluate` while further variables are known; afterwards those around are what they were. */
function within(options: Options, variables: Document, evaluate: () => Any): Any {
  const { local } = options as Scope;
  const { variables: around } = local;
  local.variables = { ...around, ...variables };
  try {
    return evaluate();
  } finally {
    local.variables = around ?? {};
  }
}

function checkVariable(name: unknown): string {
  if (typeof name === "string" && (/^[a-z\u0080-\uFFFF]/.test(name) || name === "CURRENT")) {
    return name;
  }
  throw new MongoError(
    "FailedToParse",
    `'${String(name)}' starts with an invalid character for a user variable name`,
  );
}

const letFields = {
  required: ["vars", "in"],
  notObject: 16874,
  unknown: 16875,
  missing: [16876, 16877],
};

const bind: Operator = (document, operand, options) => {
  const { vars, in: body } = fieldsOf("$let", operand, letFields);
  const variables: Document = {};
  if (!isPlain(vars)) {
    throw new MongoError(10065, "invalid parameter: expected an object (vars)");
  }
  for (const [name, expression] of Object.entries(vars)) {
    variables[checkVariable(name)] = evalExpr(document, expression as Any, options);
  }
  return within(options, variables, () => evalExpr(document, body as Any, options));
};

/** Returns the elements of `input`, or undefined where it is nothing. */
function elementsOf(name: string, code: number, input: unknown): Any[] | undefined {
  if (isNothing(input)) return undefined;
  if (Array.isArray(input)) return input as Any[];
  throw new MongoError(code, `input to ${name} must be an array not ${typeOf(input).name}`);
}

const mapFields = {
  required: ["input", "in"],
  optional: ["as"],
  notObject: 16878,
  unknown: 16879,
  missing: [16880, 16882],
};

const map: Operator = (document, operand, options) => {
  const { input, as = "this", in: body } = fieldsOf("$map", operand, mapFields);
  const name = checkVariable(as);
  const elements = elementsOf("$map", 16883, evalExpr(document, input as Any, options));
  if (!elements) return null;
  return elements.map((element) => {
    const evaluate = (): Any => evalExpr(document, body as Any, options);
    return within(options, { [name]: element }, evaluate) ?? null;
  });
};

const filterFields = {
  required: ["input", "cond"],
  optional: ["as", "limit"],
  notObject: 28646,
  unknown: 28647,
  missing: [28648, 28650],
};

const filter: Operator = (document, operand, options) => {
  const { input, as = "this", cond, limit } = fieldsOf("$filter", operand, filterFields);
  const name = checkVariable(as);
  const elements = elementsOf("$filter", 28651, evalExpr(document, input as Any, options));
  const wanted = limit === undefined ? null : evalExpr(document, limit as Any, options);
  const most = isNothing(wanted) ? Infinity : intOf(wanted);
  if (most === undefined) {
    throw new MongoError(
      327391,
      `$filter: limit must be represented as a 32-bit integral value, found: ${typeOf(wanted).name}`,
    );
  }
  if (most < 1) throw new MongoError(327392, `$filter: limit must be greater than 0: ${most}`);
  if (!elements) return null;
  const kept: Any[] = [];
  for (const element of elements) {
    if (kept.length >= most) break;
    const evaluate = (): Any => evalExpr(document, cond as Any, options);
    if (isTrue(within(options, { [name]: element }, evaluate))) kept.push(element);
  }
  return kept;
};

const reduceFields = {
  required: ["input", "initialValue", "in"],
  notObject: 40075,
  unknown: 40076,
  missing: [40077, 40078, 40079],
};

const reduce: Operator = (document, operand, options) => {
  const { input, initialValue, in: body } = fieldsOf("$reduce", operand, reduceFields);
  const elements = elementsOf("$reduce", 40080, evalExpr(document, input as Any, options));
  if (!elements) return null;
  return elements.reduce<Any>(
    (value, element) =>
      within(options, { this: element, value }, () => evalExpr(document, body as Any, options)),
    evalExpr(document, initialValue as Any, options),
  );
};

const condFields = {
  required: ["if", "then", "else"],
  notObject: 16020,
  unknown: 17083,
  missing: [17080, 17081, 17082],
};

const cond: Operator = (document, operand, options) => {
  let parts: unknown[];
  if (isPlain(operand)) {
    const given = fieldsOf("$cond", operand, condFields);
    parts = [given.if, given.then, given.else];
  } else {
    parts = Array.isArray(operand) ? (operand as unknown[]) : [operand];
    if (parts.length !== 3) {
      throw new MongoError(
        16020,
        `Expression $cond takes exactly 3 arguments. ${parts.length} were passed in.`,
      );
    }
  }
  const [condition, then, otherwise] = parts;
  const holds = isTrue(evalExpr(document, condition, options));
  return evalExpr(document, holds ? then : otherwise, options);
};

const choose: Operator = (document, operand, options) => {
  const { branches, ...rest } = fieldsOf("$switch", operand, {
    required: [],
    optional: ["branches", "default"],
    notObject: 40060,
    unknown: 40067,
    missing: 40068,
  });
  if (branches !== undefined && !Array.isArray(branches)) {
    throw new MongoError(40061, "$switch expected an array for 'branches'");
  }
  if (branches === undefined || branches.length === 0) {
    throw new MongoError(40068, "$switch requires at least one branch.");
  }
  const known = (branches as unknown[]).map((branch) => {
    if (!isPlain(branch)) {
      throw new MongoError(40062, "$switch expected each branch to be an object");
    }
    const unknown = Object.keys(branch).find((name) => name !== "case" && name !== "then");
    if (unknown !== undefined) {
      throw new MongoError(40063, `$switch found an unknown argument to a branch: ${unknown}`);
    }
    for (const [name, code] of [
      ["case", 40064],
      ["then", 40065],
    ] as const) {
      if (!(name in branch)) {
        throw new MongoError(code, `$switch requires each branch have a '${name}' expression`);
      }
    }
    return branch;
  });
  for (const branch of known) {
    if (isTrue(evalExpr(document, branch.case as Any, options))) {
      return evalExpr(document, branch.then as Any, options);
    }
  }
  if ("default" in rest) return evalExpr(document, rest.default as Any, options);
  throw new MongoError(
    40066,
    "$switch could not find a matching branch for an input, and no default was specified.",
  );
};

/** $and and $or look at no operand more than they need. */
function logical(stopsAt: boolean): Operator {
  return (document, operand, options) => {
    const operands = (Array.isArray(operand) ? operand : [operand]) as Any[];
    const found = operands.some((item) => isTrue(evalExpr(document, item, options)) === stopsAt);
    return found ? stopsAt : !stopsAt;
  };
}

const firstKnown: Operator = (document, operand, options) => {
  const operands = (Array.isArray(operand) ? operand : [operand]) as Any[];
  if (operands.length < 2) {
    throw new MongoError(1257300, `$ifNull needs at least two arguments, had: ${operands.length}`);
  }
  let value: Any;
  for (const item of operands) {
    value = evalExpr(document, item, options);
    if (!isNothing(value)) return value;
  }
  return value;
};

function fieldNameOf(name: string, field: unknown, code: number): string {
  if (typeof field === "string") return field;
  throw new MongoError(
    code,
    `${name} requires 'field' to evaluate to a constant of type String, but got ${typeOf(field).name}`,
  );
}

const getField: Operator = (document, operand, options) => {
  const isLong = isPlain(operand) && ("field" in operand || "input" in operand);
  const given: Document = isLong
    ? fieldsOf("$getField", operand, {
        required: ["field"],
        optional: ["input"],
        notObject: 3041701,
        unknown: 3041701,
        missing: 3041702,
      })
    : { field: operand };
  const field = fieldNameOf("$getField", evalExpr(document, given.field as Any, options), 5654602);
  const whole: Any = { $fieldPath: { parts: [] } };
  const input: unknown = evalExpr(
    document,
    "input" in given ? (given.input as Any) : whole,
    options,
  );
  if (input === null) return null;
  return (isPlain(input) && Object.hasOwn(input, field) ? input[field] : undefined) as Any;
};

/** $setField, and $unsetField where `value` is not in `values`. */
function withField(values: Document, name: string): unknown {
  const field = fieldNameOf(name, values.field, 4161107);
  const { input } = values;
  if (isNothing(input)) return null;
  if (!isPlain(input)) {
    throw new MongoError(4161105, `${name} requires 'input' to evaluate to type Object`);
  }
  const result = { ...input };
  if (values.value === undefined) delete result[field];
  else result[field] = values.value;
  return result;
}

const setFields = { notObject: 4161100, unknown: 4161101, missing: 4161102 };

/** Operators that decide what is evaluated, and with which variables. */
export const scopeOperators: Operators = {
  $let: bind,
  $map: map,
  $filter: filter,
  $reduce: reduce,
  $cond: cond,
  $switch: choose,
  $and: logical(false),
  $or: logical(true),
  $ifNull: firstKnown,
  $getField: getField,
  ...ofFields("$setField", { required: ["field", "input", "value"], ...setFields }, withField),
  ...ofFields("$unsetField", { required: ["field", "input"], ...setFields }, withField),
};

import type { Document } from "bson";
import { compareValues } from "../bson/compare.ts";
import { isPlain } from "../bson/decode.ts";
import { keyOf } from "../bson/key.ts";
import { toNumber } from "../bson/number.ts";
import { isNumeric, typeOf, types, typesNamed, type BsonType, type Numeric } from "../bson/type.ts";
import { MongoError } from "../errors.ts";
import { toRegExp } from "./regex.ts";

type Test = (value: unknown) => boolean;
type Compile = (operand: unknown, schema: Document) => Test;

function wrong(message: string): MongoError {
  return new MongoError("FailedToParse", message);
}

function list(name: string, operand: unknown): unknown[] {
  if (Array.isArray(operand) && operand.length > 0) return operand;
  throw wrong(`$jsonSchema keyword '${name}' must be a nonempty array`);
}

function number(name: string, operand: unknown): number {
  if (isNumeric(operand)) return toNumber(operand as Numeric);
  throw new MongoError("TypeMismatch", `$jsonSchema keyword '${name}' must be a number`);
}

function ofNumber(name: string, holds: (value: number, limit: number) => boolean): Compile {
  return (operand) => {
    const limit = number(name, operand);
    return (value) => !isNumeric(value) || holds(toNumber(value as Numeric), limit);
  };
}

function ofText(name: string, holds: (length: number, limit: number) => boolean): Compile {
  return (operand) => {
    const limit = number(name, operand);
    return (value) => typeof value !== "string" || holds(Array.from(value).length, limit);
  };
}

function ofArray(name: string, holds: (length: number, limit: number) => boolean): Compile {
  return (operand) => {
    const limit = number(name, operand);
    return (value) => !Array.isArray(value) || holds(value.length, limit);
  };
}

function ofDocument(holds: (value: Document) => boolean): Test {
  return (value) => !isPlain(value) || holds(value);
}

const jsonTypes: Record<string, BsonType[]> = {
  object: [types.object],
  array: [types.array],
  number: [types.int, types.long, types.double, types.decimal],
  boolean: [types.boolean],
  string: [types.string],
  null: [types.null],
};

function ofTypes(operand: unknown, named: (name: unknown) => BsonType[] | undefined): Test {
  const wanted = (Array.isArray(operand) ? (operand as unknown[]) : [operand]).flatMap((name) => {
    const found = named(name);
    if (!found) throw new MongoError("BadValue", `Unknown type name alias: ${String(name)}`);
    return found;
  });
  return (value) => wanted.includes(typeOf(value));
}

function schemas(operand: unknown): Record<string, Test> {
  if (!isPlain(operand))
    throw new MongoError("TypeMismatch", "$jsonSchema properties must be an object");
  return Object.fromEntries(
    Object.entries(operand).map(([name, schema]) => [name, compileSchema(schema)]),
  );
}

function isCovered(name: string, schema: Document): boolean {
  if (isPlain(schema.properties) && Object.hasOwn(schema.properties, name)) return true;
  const patterns = isPlain(schema.patternProperties) ? Object.keys(schema.patternProperties) : [];
  return patterns.some((pattern) => toRegExp(pattern, undefined).test(name));
}

const documentation: Compile = () => () => true;

/** https://www.mongodb.com/docs/manual/reference/operator/query/jsonSchema/#available-keywords */
const keywords: Record<string, Compile> = {
  title: documentation,
  description: documentation,
  bsonType: (operand) => ofTypes(operand, typesNamed),
  type: (operand) =>
    ofTypes(operand, (name) => {
      if (name === "integer") throw wrong("$jsonSchema type 'integer' is not currently supported.");
      return jsonTypes[String(name)];
    }),
  enum: (operand) => {
    const values = list("enum", operand);
    return (value) => values.some((item) => compareValues(item, value) === 0);
  },
  required: (operand) => {
    const names = list("required", operand) as string[];
    return ofDocument((value) => names.every((name) => Object.hasOwn(value, name)));
  },
  properties: (operand) => {
    const tests = Object.entries(schemas(operand));
    return ofDocument((value) =>
      tests.every(([name, test]) => !Object.hasOwn(value, name) || test(value[name])),
    );
  },
  patternProperties: (operand) => {
    const tests = Object.entries(schemas(operand)).map(
      ([pattern, test]) => [toRegExp(pattern, undefined), test] as const,
    );
    return ofDocument((value) =>
      Object.entries(value).every(([name, field]) =>
        tests.every(([pattern, test]) => !pattern.test(name) || test(field)),
      ),
    );
  },
  additionalProperties: (operand, schema) => {
    const test = typeof operand === "boolean" ? () => operand : compileSchema(operand);
    return ofDocument((value) =>
      Object.entries(value).every(([name, field]) => isCovered(name, schema) || test(field)),
    );
  },
  dependencies: (operand) => {
    const tests = Object.entries(operand as Document).map(([name, needs]) => {
      const test: Test = Array.isArray(needs)
        ? (value) => needs.every((need: string) => Object.hasOwn(value as Document, need))
        : compileSchema(needs);
      return [name, test] as const;
    });
    return ofDocument((value) =>
      tests.every(([name, test]) => !Object.hasOwn(value, name) || test(value)),
    );
  },
  minProperties: (operand) =>
    ofDocument((value) => Object.keys(value).length >= number("minProperties", operand)),
  maxProperties: (operand) =>
    ofDocument((value) => Object.keys(value).length <= number("maxProperties", operand)),
  minimum: (operand, { exclusiveMinimum }) =>
    ofNumber(
      "minimum",
      (value, limit) => value > limit || (value === limit && exclusiveMinimum !== true),
    )(operand, {}),
  maximum: (operand, { exclusiveMaximum }) =>
    ofNumber(
      "maximum",
      (value, limit) => value < limit || (value === limit && exclusiveMaximum !== true),
    )(operand, {}),
  exclusiveMinimum: documentation,
  exclusiveMaximum: documentation,
  multipleOf: ofNumber("multipleOf", (value, limit) => value % limit === 0),
  minLength: ofText("minLength", (length, limit) => length >= limit),
  maxLength: ofText("maxLength", (length, limit) => length <= limit),
  pattern: (operand) => {
    const regex = toRegExp(operand, undefined);
    return (value) => typeof value !== "string" || regex.test(value);
  },
  minItems: ofArray("minItems", (length, limit) => length >= limit),
  maxItems: ofArray("maxItems", (length, limit) => length <= limit),
  uniqueItems: (operand) => (value) =>
    operand !== true ||
    !Array.isArray(value) ||
    new Set(value.map((item) => keyOf(item))).size === value.length,
  items: (operand) => {
    const tests = Array.isArray(operand) ? operand.map(compileSchema) : undefined;
    const every = tests ? undefined : compileSchema(operand);
    return (value) =>
      !Array.isArray(value) ||
      value.every((item, index) => (every ?? tests?.[index])?.(item) ?? true);
  },
  additionalItems: (operand, { items }) => {
    const test = typeof operand === "boolean" ? () => operand : compileSchema(operand);
    const given = Array.isArray(items) ? items.length : Infinity;
    return (value) => !Array.isArray(value) || value.slice(given).every(test);
  },
  allOf: (operand) => {
    const tests = list("allOf", operand).map(compileSchema);
    return (value) => tests.every((test) => test(value));
  },
  anyOf: (operand) => {
    const tests = list("anyOf", operand).map(compileSchema);
    return (value) => tests.some((test) => test(value));
  },
  oneOf: (operand) => {
    const tests = list("oneOf", operand).map(compileSchema);
    return (value) => tests.filter((test) => test(value)).length === 1;
  },
  not: (operand) => {
    const test = compileSchema(operand);
    return (value) => !test(value);
  },
};

/**
 * Returns the test of a `$jsonSchema`.
 *
 * @throws MongoError when a keyword is unknown or has the wrong operand
 */
export function compileSchema(schema: unknown): Test {
  if (!isPlain(schema)) throw new MongoError("TypeMismatch", "$jsonSchema must be an object");
  const tests = Object.entries(schema).map(([keyword, operand]) => {
    const compile = Object.hasOwn(keywords, keyword) ? keywords[keyword] : undefined;
    if (!compile) throw wrong(`Unknown $jsonSchema keyword: ${keyword}`);
    return compile(operand, schema);
  });
  return (value) => tests.every((test) => test(value));
}

import { Long, Timestamp, type Document } from "bson";
import { compareValues } from "../bson/compare.ts";
import { isPlain } from "../bson/decode.ts";
import { alike } from "../bson/decimal.ts";
import { describe } from "../bson/describe.ts";
import { calculate, fromBigInt, toNumber } from "../bson/number.ts";
import { keyOf } from "../bson/key.ts";
import { isNumeric, typeOf, types, type Numeric } from "../bson/type.ts";
import { MongoError } from "../errors.ts";
import { compileElement, type FilterContext, type Test } from "./filter.ts";
import { fieldAt, isArrayIndex } from "./path.ts";
import { parseSort, sortDocuments } from "./sort.ts";

interface Place {
  document: Document;
  path: string;
}

/** What happens to one field. */
export interface FieldChange {
  path: string;
  /** Whether a path that is not there is made. */
  creates: boolean;
  /** Gets the field's value, undefined where there is none; returns the new one, undefined to remove it. */
  apply(value: unknown, place: Place): unknown;
  /** Tells of a document that is as it was whether there is nothing to do. @throws MongoError when it can't be done */
  isIdle?(document: Document): boolean;
}

type Compile = (path: string, operand: unknown, context: FilterContext) => FieldChange[];

/** One change to the field itself. */
function onField(
  compile: (operand: unknown, context: FilterContext, path: string) => FieldChange["apply"],
  creates = true,
): Compile {
  return (path, operand, context) => [{ path, creates, apply: compile(operand, context, path) }];
}

function bad(message: string): MongoError {
  return new MongoError("BadValue", message);
}

function nameOf({ path }: Place): string {
  return path.split(".").at(-1) ?? path;
}

function arithmetic(operator: string, how: "add" | "multiply"): Compile {
  const verb = how === "add" ? "increment" : "multiply";
  return onField((operand, _context, path) => {
    if (!isNumeric(operand)) {
      throw new MongoError(
        "TypeMismatch",
        `Cannot ${verb} with non-numeric argument: {${path}: ${describe(operand)}}`,
      );
    }
    return (value, place) => {
      if (value === undefined) {
        return how === "add" ? operand : calculate(how, operand as Numeric, zeroLike(operand));
      }
      if (!isNumeric(value)) {
        throw new MongoError(
          "TypeMismatch",
          `Cannot apply ${operator} to a value of non-numeric type. {_id: ${describe(place.document._id)}} has the field '${nameOf(place)}' of non-numeric type ${typeOf(value).name}`,
        );
      }
      const result = calculate(how, ...alike(value as Numeric, operand as Numeric));
      if (result === undefined) {
        throw bad(
          `Failed to apply ${operator} operations to current value (${describe(value)}) for document {_id: ${describe(place.document._id)}}`,
        );
      }
      return result;
    };
  });
}

/** Multiplying a missing field gives a zero of the operand's kind. */
function zeroLike(operand: unknown): Numeric {
  return typeOf(operand) === types.long ? Long.ZERO : 0;
}

function extreme(sign: 1 | -1): Compile {
  return onField(
    (operand, context) => (value) =>
      value === undefined || compareValues(operand, value, context.collation?.compare) * sign > 0
        ? operand
        : value,
  );
}

const currentDate = onField((operand, _context, path) => {
  const type = isPlain(operand) ? operand.$type : operand;
  if (type === true || type === "date") return () => new Date();
  if (type === "timestamp") {
    return () => new Timestamp({ t: Math.floor(Date.now() / 1000), i: 1 });
  }
  if (type === false) return () => new Date();
  throw bad(
    `The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {${path}: ${describe(operand)}}}`,
  );
});

const bit = onField((operand, _context, path) => {
  if (!isPlain(operand)) {
    throw bad(
      `The $bit modifier is not compatible with a ${typeOf(operand).name}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}`,
    );
  }
  if (Object.keys(operand).length === 0) {
    throw bad(
      `You must pass in at least one bitwise operation. The format is: {$bit: {field: {and/or/xor: #}}`,
    );
  }
  const steps = Object.entries(operand).map(([name, mask]) => {
    if (name !== "and" && name !== "or" && name !== "xor") {
      throw bad(
        `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator: {${path}: ${describe(operand)}}`,
      );
    }
    if (typeOf(mask) !== types.int && typeOf(mask) !== types.long) {
      throw bad(
        `The $bit modifier field must be an Integer(32/64 bit); a '${typeOf(mask).name}' is not supported here: {${name}: ${describe(mask)}}`,
      );
    }
    return { name, mask: mask as number | Long };
  });
  return (value, place) => {
    const start = (value ?? 0) as number | Long;
    if (typeOf(start) !== types.int && typeOf(start) !== types.long) {
      throw bad(
        `Cannot apply $bit to a value of non-integral type._id: ${describe(place.document._id)} has the field ${nameOf(place)} of non-integer type ${typeOf(start).name}`,
      );
    }
    const isLong = [start, ...steps.map(({ mask }) => mask)].some((item) => item instanceof Long);
    let bits = BigInt(String(start));
    for (const { name, mask } of steps) {
      const other = BigInt(String(mask));
      bits = name === "and" ? bits & other : name === "or" ? bits | other : bits ^ other;
    }
    return fromBigInt(bits, isLong);
  };
});

/** Tells whether a document has what is to be renamed. @throws MongoError when the path leads through a value */
function hasPath(document: Document, path: string): boolean {
  let value: unknown = document;
  let name = "";
  for (const part of path.split(".")) {
    const isPassable = Array.isArray(value) ? isArrayIndex(part) : isPlain(value);
    if (!isPassable) {
      throw new MongoError(
        "PathNotViable",
        `Cannot use the part (${part}) of (${path}) to traverse the element ({${name}: ${describe(value)}})`,
      );
    }
    if (!Object.hasOwn(value as Document, part)) return false;
    value = (value as Document)[part];
    name = part;
  }
  return true;
}

/** @throws MongoError when a path of $rename leads through an array */
function refuseArrays(which: "source" | "destination", path: string, document: Document): void {
  let value: unknown = document;
  for (const part of path.split(".").slice(0, -1)) {
    if (!isPlain(value)) return;
    value = value[part];
    if (Array.isArray(value)) {
      throw bad(
        `The ${which} field cannot be an array element, '${path}' in doc with _id: ${describe(document._id)} has an array field called '${part}'`,
      );
    }
  }
}

const rename: Compile = (path, operand) => {
  if (typeof operand !== "string") {
    throw bad(`The 'to' field for $rename must be a string: ${path}: ${describe(operand)}`);
  }
  if (operand === path) {
    throw bad(`The source and target field for $rename must differ: ${path}: "${operand}"`);
  }
  if (/(^|\.)\$/.test(operand)) {
    throw bad(`The destination field for $rename may not be dynamic: ${operand}`);
  }
  // Which of the two paths is changed first is the sort's choice: a removed value is noted for the target.
  const removed: { document?: Document; value?: unknown } = {};
  function isIdle(document: Document): boolean {
    if (!hasPath(document, path)) return true;
    refuseArrays("source", path, document);
    refuseArrays("destination", operand as string, document);
    return false;
  }
  return [
    {
      path,
      creates: false,
      isIdle,
      apply(value, { document }) {
        Object.assign(removed, { document, value });
        return undefined;
      },
    },
    {
      path: operand,
      creates: true,
      isIdle,
      apply: (_value, { document }) =>
        removed.document === document ? removed.value : fieldAt(document, path.split(".")),
    },
  ];
};

function arrayOf(operator: string, value: unknown, place: Place): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  if (operator === "$push") {
    throw bad(
      `The field '${place.path}' must be an array but is of type ${typeOf(value).name} in document {_id: ${describe(place.document._id)}}`,
    );
  }
  throw bad(
    `Cannot apply ${operator} to non-array field. Field named '${nameOf(place)}' has non-array type ${typeOf(value).name}`,
  );
}

function each(operator: string, operand: unknown): unknown[] | undefined {
  if (!isPlain(operand) || !("$each" in operand)) return undefined;
  if (!Array.isArray(operand.$each)) {
    throw new MongoError(
      operator === "$push" ? "BadValue" : "TypeMismatch",
      `The argument to $each in ${operator} must be an array but it was of type ${typeOf(operand.$each).name}`,
    );
  }
  return operand.$each as unknown[];
}

const push = onField((operand, context) => {
  const items = each("$push", operand);
  const options: Document = items ? (operand as Document) : {};
  for (const name of Object.keys(options)) {
    if (!["$each", "$slice", "$sort", "$position"].includes(name)) {
      throw bad(`Unrecognized clause in $push: ${name}`);
    }
  }
  const slice = integer(options.$slice, "$slice");
  const position = integer(options.$position, "$position");
  const order = options.$sort === undefined ? undefined : compileOrder(options.$sort, context);
  return (value, place) => {
    const before = value === undefined ? [] : arrayOf("$push", value, place);
    const added = items ?? [operand];
    let array =
      position === undefined
        ? [...before, ...added]
        : [...before.slice(0, position), ...added, ...before.slice(position)];
    if (order) array = order(array);
    if (slice === undefined) return array;
    return slice >= 0 ? array.slice(0, slice) : array.slice(slice);
  };
});

function integer(operand: unknown, name: string): number | undefined {
  if (operand === undefined) return undefined;
  const value = isNumeric(operand) ? toNumber(operand as Numeric) : Number.NaN;
  if (Number.isInteger(value)) return value;
  throw bad(
    `The value for ${name} must be an integer value but was given type: ${typeOf(operand).name}`,
  );
}

/** `$sort: 1` orders the elements themselves, `$sort: { field: 1 }` by a field. */
function compileOrder(operand: unknown, context: FilterContext): (array: unknown[]) => unknown[] {
  const text = context.collation?.compare;
  if (isPlain(operand)) {
    const fields = parseSort(operand);
    return (array) => {
      // What is no document has none of the fields.
      const items = new Map(array.map((item) => [isPlain(item) ? { ...item } : {}, item]));
      return sortDocuments([...items.keys()], fields, text).map((key) => items.get(key));
    };
  }
  const direction = isNumeric(operand) ? toNumber(operand as Numeric) : 0;
  if (direction !== 1 && direction !== -1)
    throw bad("The $sort element value must be either 1 or -1");
  return (array) => array.toSorted((a, b) => compareValues(a, b, text) * direction);
}

const addToSet = onField((operand, context) => {
  const items = each("$addToSet", operand) ?? [operand];
  const fold = context.collation?.fold;
  return (value, place) => {
    const array = value === undefined ? [] : arrayOf("$addToSet", value, place);
    const known = new Set(array.map((item) => keyOf(item, fold)));
    const added: unknown[] = [];
    for (const item of items) {
      const key = keyOf(item, fold);
      if (known.has(key)) continue;
      known.add(key);
      added.push(item);
    }
    return added.length === 0 && value !== undefined ? value : [...array, ...added];
  };
});

const pop = onField((operand) => {
  const end = isNumeric(operand) ? toNumber(operand as Numeric) : 0;
  if (end !== 1 && end !== -1) {
    throw new MongoError("FailedToParse", `$pop expects 1 or -1, found: ${describe(operand)}`);
  }
  return (value, place) => {
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) {
      throw new MongoError(
        "TypeMismatch",
        `Path '${place.path}' contains an element of non-array type '${typeOf(value).name}'`,
      );
    }
    return value.length === 0 ? value : end === 1 ? value.slice(0, -1) : value.slice(1);
  };
}, false);

/** Removes the elements that `test` holds for. */
function without(operator: string, value: unknown, place: Place, test: Test): unknown {
  if (value === undefined) return undefined;
  const array = arrayOf(operator, value, place);
  const kept = array.filter((item) => !test(item));
  return kept.length === array.length ? value : kept;
}

const pull = onField((operand, context) => {
  let test: Test;
  if (isPlain(operand)) test = compileElement(operand, context);
  else if (typeOf(operand) === types.regex) test = compileElement({ $regex: operand }, context);
  else test = (item) => compareValues(item, operand, context.collation?.compare) === 0;
  return (value, place) => without("$pull", value, place, test);
}, false);

const pullAll = onField((operand, context) => {
  if (!Array.isArray(operand)) {
    throw bad(`$pullAll requires an array argument but was given a ${typeOf(operand).name}`);
  }
  const fold = context.collation?.fold;
  const keys = new Set(operand.map((other: unknown) => keyOf(other, fold)));
  const test: Test = (item) => keys.has(keyOf(item, fold));
  return (value, place) => without("$pullAll", value, place, test);
}, false);

const set = onField((operand) => (value) => (isSameValue(value, operand) ? value : operand));

/** A field that is set to what it is keeps its place and does not count as modified. */
function isSameValue(value: unknown, operand: unknown): boolean {
  return typeof value !== "object" && value === operand;
}

/** https://www.mongodb.com/docs/manual/reference/operator/update/ */
export const updateOperators: Record<string, Compile> = {
  $set: set,
  $setOnInsert: set,
  $unset: onField(() => () => undefined, false),
  $inc: arithmetic("$inc", "add"),
  $mul: arithmetic("$mul", "multiply"),
  $min: extreme(-1),
  $max: extreme(1),
  $rename: rename,
  $currentDate: currentDate,
  $bit: bit,
  $push: push,
  $addToSet: addToSet,
  $pop: pop,
  $pull: pull,
  $pullAll: pullAll,
};

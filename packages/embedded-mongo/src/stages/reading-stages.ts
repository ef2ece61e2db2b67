import { isPlain } from "../bson/decode.ts";
import { MongoError } from "../errors.ts";
import { compileFilter } from "../query/filter.ts";
import { parseSort, sortDocuments } from "../query/sort.ts";
import { onAll, perChunk, wholeNumber, type Stage } from "./stage.ts";

export const match: Stage = (operand, context) => {
  if (!isPlain(operand))
    throw new MongoError(15959, "the match filter must be an expression in an object");
  const test = compileFilter(operand, context.query);
  return perChunk((chunk) => chunk.filter((document) => test(document)), context);
};

export const sort: Stage = (operand, context) => {
  const fields = parseSort(operand);
  if (fields.length === 0)
    throw new MongoError(15976, "$sort stage must have at least one sort key");
  return onAll((all) => sortDocuments(all, fields, context.collation?.compare), context);
};

export const limit: Stage = (operand) => {
  const most = wholeNumber("$limit", operand, 1, operand === 0 ? 15958 : 5107201);
  return async function* (input) {
    let left = most;
    for await (const chunk of input) {
      const taken = chunk.slice(0, left);
      left -= taken.length;
      yield taken;
      if (left === 0) return;
    }
  };
};

export const skip: Stage = (operand, context) => {
  let left = wholeNumber("$skip", operand, 0, 5107200);
  return perChunk((chunk) => {
    const rest = chunk.slice(left);
    left -= chunk.length - rest.length;
    return rest;
  }, context);
};

export const count: Stage = (operand, context) => {
  if (typeof operand !== "string")
    throw new MongoError(40156, "the count field must be a non-empty string");
  if (operand === "") throw new MongoError(40157, "the count field must be a non-empty string");
  if (operand.startsWith("$"))
    throw new MongoError(40158, "the count field cannot be a $-prefixed path");
  if (operand.includes(".")) throw new MongoError(40160, "the count field cannot contain '.'");
  return async function* (input) {
    let total = 0;
    for await (const chunk of input) total += chunk.length;
    await context.reader.current.breathe();
    if (total > 0) yield [{ [operand]: total }];
  };
};

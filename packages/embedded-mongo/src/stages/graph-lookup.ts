import { Long, type Document } from "bson";
import { isPlain } from "../bson/decode.ts";
import { keyOf } from "../bson/key.ts";
import { toNumber } from "../bson/number.ts";
import { isNumeric, type Numeric } from "../bson/type.ts";
import { MongoError } from "../errors.ts";
import { compileExpression } from "../expressions/expressions.ts";
import type { Stage } from "./stage.ts";
import { withField } from "./stage.ts";

function asList(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

const fields = new Set([
  "from",
  "startWith",
  "connectFromField",
  "connectToField",
  "as",
  "maxDepth",
  "depthField",
  "restrictSearchWithMatch",
]);

function depthOf(maxDepth: unknown): number {
  if (!isNumeric(maxDepth))
    throw new MongoError(40100, "$graphLookup argument 'maxDepth' must be numeric");
  const depth = toNumber(maxDepth as Numeric);
  if (Number.isInteger(depth) && depth >= 0) return depth;
  throw new MongoError(40101, "$graphLookup argument 'maxDepth' must be a nonnegative integer");
}

/** https://www.mongodb.com/docs/manual/reference/operator/aggregation/graphLookup/ */
export const graphLookup: Stage = (operand, context) => {
  if (!isPlain(operand))
    throw new MongoError("FailedToParse", "the $graphLookup stage specification must be an object");
  const {
    from,
    startWith,
    connectFromField,
    connectToField,
    as,
    maxDepth,
    depthField,
    restrictSearchWithMatch,
  } = operand;
  for (const name of Object.keys(operand)) {
    if (!fields.has(name)) throw new MongoError(40104, `unknown argument to $graphLookup: ${name}`);
  }
  for (const [name, value] of Object.entries({ from, connectFromField, connectToField, as })) {
    if (typeof value !== "string")
      throw new MongoError(40105, `$graphLookup requires '${name}' to be a string`);
  }
  if (startWith === undefined)
    throw new MongoError(40105, "$graphLookup requires 'startWith' to be specified");
  const most = maxDepth === undefined ? Infinity : depthOf(maxDepth);
  if (!isPlain(restrictSearchWithMatch ?? {}))
    throw new MongoError(
      40185,
      "$graphLookup argument 'restrictSearchWithMatch' must be an object",
    );
  const start = compileExpression(startWith, context.variables);
  const restriction = (restrictSearchWithMatch ?? {}) as Document;
  return async function* (input) {
    for await (const chunk of input) {
      const results: Document[] = [];
      for (const document of chunk) {
        const found = new Map<string, Document>();
        let wanted = asList(start(document));
        for (let depth = 0; depth <= most && wanted.length > 0; depth += 1) {
          const filter = { $and: [{ [String(connectToField)]: { $in: wanted } }, restriction] };
          const reached: Document[] = [];
          for await (const next of context.openPipeline(String(from), [
            { name: "$match", operand: filter },
          ])({})) {
            for (const neighbor of next) {
              const key = keyOf(neighbor._id);
              if (found.has(key)) continue;
              found.set(
                key,
                typeof depthField === "string"
                  ? { ...neighbor, [depthField]: Long.fromNumber(depth) }
                  : neighbor,
              );
              reached.push(neighbor);
            }
          }
          const follow = compileExpression(`$${String(connectFromField)}`, context.variables);
          wanted = reached.flatMap((neighbor) => asList(follow(neighbor)));
        }
        results.push(withField(document, String(as).split("."), [...found.values()]));
      }
      yield results;
    }
  };
};

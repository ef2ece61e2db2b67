import type { Document } from "bson";
import { isPlain } from "../bson/decode.ts";
import { MongoError } from "../errors.ts";
import { onAll, wholeNumber, type Stage } from "./stage.ts";

export const sample: Stage = (operand, context) => {
  const size = isPlain(operand) ? wholeNumber("$sample", operand.size, 1, 28747) : Number.NaN;
  if (Number.isNaN(size))
    throw new MongoError(28745, "the $sample stage specification must be an object");
  return onAll((all) => {
    const left = [...all];
    const taken: Document[] = [];
    while (taken.length < size && left.length > 0) {
      taken.push(...left.splice(Math.floor(Math.random() * left.length), 1));
    }
    return taken;
  }, context);
};

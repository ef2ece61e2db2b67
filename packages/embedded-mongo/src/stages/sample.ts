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
    // The first places are filled one after the other with any of those that are left.
    const wanted = Math.min(size, left.length);
    for (let place = 0; place < wanted; place += 1) {
      const other = place + Math.floor(Math.random() * (left.length - place));
      const taken = left[other] as Document;
      left[other] = left[place] as Document;
      left[place] = taken;
    }
    return left.slice(0, wanted);
  }, context);
};

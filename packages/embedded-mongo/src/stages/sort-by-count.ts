import { isPlain } from "../bson/decode.ts";
import { MongoError } from "../errors.ts";
import type { Stage } from "./stage.ts";

export const sortByCount: Stage = (operand, context) => {
  if (isPlain(operand) && Object.keys(operand)[0]?.startsWith("$") !== true) {
    throw new MongoError(
      40147,
      "the sortByCount field must be defined as a $-prefixed path or an expression inside an object",
    );
  }
  if (!isPlain(operand) && (typeof operand !== "string" || !operand.startsWith("$"))) {
    throw new MongoError(
      typeof operand === "string" ? 40148 : 40149,
      "the sortByCount field must be defined as a $-prefixed path or an expression inside an object",
    );
  }
  return (input) =>
    context.runStages(
      [
        { name: "$group", operand: { _id: operand, count: { $sum: 1 } } },
        { name: "$sort", operand: { count: -1 } },
      ],
      input,
    );
};

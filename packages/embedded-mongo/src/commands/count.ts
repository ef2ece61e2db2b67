import { collectionName, countField, documentField, type Command } from "../command.ts";
import { toNumber } from "../bson/number.ts";
import type { Numeric } from "../bson/type.ts";
import type { Operation } from "../operation/operation.ts";
import { choosePlan, createQuestion } from "../plan/planner.ts";
import { scan } from "../plan/scan.ts";
import { chooseCollation, createQueryContext } from "../operation/query-context.ts";

/** Returns the limit of a count, where a negative one means the same as a positive one; without one it is infinite. */
export function countLimitOf({ command }: Operation): number {
  const { limit } = command as { limit?: Numeric };
  if (limit === undefined) return Infinity;
  const number = Math.trunc(toNumber(limit));
  return Math.abs(number) || Infinity;
}

export const count: Command = {
  name: "count",
  fields: ["query", "limit", "skip", "hint", "collation", "fields"],
  async run(operation) {
    const { command, server, database, view } = operation;
    const collection = server.store.find(database, collectionName(operation));
    const collation = chooseCollation(command.collation, collection);
    const filter = documentField(operation, "query");
    const skip = countField(operation, "skip") ?? 0;
    const limit = countLimitOf(operation);
    const question = createQuestion(
      { filter, hint: command.hint, collation },
      createQueryContext(operation, collation),
    );
    const plan = choosePlan(collection, question);
    let n = 0;
    // An index that leaves documents out counts only those that it has, when a hint wants it.
    if (Object.keys(filter).length === 0 && plan.access.stage === "COLLSCAN") {
      n = collection?.countVisible(view) ?? 0;
    } else {
      const work = { keysExamined: 0, docsExamined: 0 };
      for await (const chunk of scan(plan, { current: operation }, work, skip + limit))
        n += chunk.length;
    }
    return { n: Math.min(limit, Math.max(0, n - skip)) };
  },
};

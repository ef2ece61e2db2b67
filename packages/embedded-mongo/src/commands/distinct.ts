import { keyOf } from "../bson/key.ts";
import { collectionName, documentField, missingField, type Command } from "../command.ts";
import { choosePlan, createQuestion } from "../plan/planner.ts";
import { scan } from "../plan/scan.ts";
import { someAt } from "../query/path.ts";
import { chooseCollation, createQueryContext } from "../operation/query-context.ts";
import { findCollection } from "../write/namespace.ts";

export const distinct: Command = {
  name: "distinct",
  fields: ["key", "query", "collation", "hint"],
  async run(operation) {
    const { command } = operation;
    if (command.key === undefined) throw missingField("distinct", "key");
    const parts = String(command.key).split(".");
    const collection = findCollection(operation, collectionName(operation));
    const collation = chooseCollation(command.collation, collection);
    const question = createQuestion(
      { filter: documentField(operation, "query"), hint: command.hint, collation },
      createQueryContext(operation, collation),
    );
    const values = new Map<string, unknown>();
    const work = { keysExamined: 0, docsExamined: 0 };
    for await (const chunk of scan(
      choosePlan(collection, question),
      { current: operation },
      work,
    )) {
      for (const { document } of chunk) {
        someAt(document, parts, false, (found) => {
          // Of an array the elements count: an empty one has none, an empty one in another is a value.
          for (const value of Array.isArray(found) ? (found as unknown[]) : [found]) {
            if (value === undefined) continue;
            const key = keyOf(value, collation?.fold);
            if (!values.has(key)) values.set(key, value);
          }
          return false;
        });
      }
    }
    return { values: [...values.values()] };
  },
};

import { commonFields, type Command } from "../command.ts";
import { describeOperation } from "../operation/describe-operation.ts";
import { compileFilter } from "../query/filter.ts";
import { createQueryContext } from "../operation/query-context.ts";

export const currentOp: Command = {
  name: "currentOp",
  fields: "*",
  isAdminOnly: true,
  run(operation) {
    const { server, command } = operation;
    // Whatever is no option of the command is a filter on the operations.
    const filter = Object.fromEntries(
      Object.entries(command).filter(
        ([name]) => !name.startsWith("$") && name !== "currentOp" && !commonFields.has(name),
      ),
    );
    const test = compileFilter(filter, createQueryContext(operation, undefined));
    return { inprog: [...server.operations.values()].map(describeOperation).filter(test) };
  },
};

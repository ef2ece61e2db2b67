import type { Document } from "bson";
import { booleanField, type Command } from "../command.ts";
import { MongoError, notSupported } from "../errors.ts";
import { numberOfField } from "../bson/number.ts";
import type { Operation } from "../operation/operation.ts";
import { isEndedByStepDown } from "../replica-set/admit.ts";
import { notPrimary } from "../replica-set/replica-set.ts";
import { labelsOf } from "../sessions/error-labels.ts";

/** https://www.mongodb.com/docs/manual/reference/command/replSetStepDown/ */
function run(operation: Operation): Document {
  const { server, connection, command } = operation;
  const { set, sessions } = server;
  if (!set) throw notSupported("replSetStepDown on a set of one (start it with three members)");
  const { member } = connection;
  if (!set.isPrimary(member)) {
    const message = "not primary so can't step down";
    throw notPrimary("NotWritablePrimary", message, set, member);
  }
  const catchUpMs = 1000 * (numberOfField(command, "secondaryCatchUpPeriodSecs") ?? 10);
  if (
    set.lag &&
    set.lag.ms > catchUpMs &&
    !set.lag.isCaughtUp() &&
    !booleanField(operation, "force")
  ) {
    throw new MongoError(
      "ExceededTimeLimit",
      `No electable secondaries caught up as of ${new Date().toISOString()}. Please use the replSetStepDown command with the argument {force: true} to force node to step down.`,
    );
  }
  set.stepDown();
  for (const other of server.operations.values()) {
    if (other.connection.member !== member || !isEndedByStepDown(other, other.name)) continue;
    const code = "InterruptedDueToReplStateChange";
    const labels = labelsOf(other.command, 11602);
    other.kill(notPrimary(code, "operation was interrupted", set, member, labels));
  }
  for (const { transaction } of sessions.list()) if (transaction) sessions.abort(transaction);
  return {};
}

export const replSetStepDown: Command = {
  name: "replSetStepDown",
  fields: ["force", "secondaryCatchUpPeriodSecs"],
  isAdminOnly: true,
  run,
};

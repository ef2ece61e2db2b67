import type { Command } from "../command.ts";
import { Long, ObjectId, type Document } from "bson";
import { isPlain } from "../bson/decode.ts";
import { numberOfField } from "../bson/number.ts";
import type { Operation, ServerState } from "../operation/operation.ts";
import { isUpToDate } from "../replica-set/replica-set.ts";
import { setName } from "../replica-set/set-name.ts";

const electionId = new ObjectId("7fffffff0000000000000001");

/** https://www.mongodb.com/docs/manual/reference/command/hello/ */
async function run(operation: Operation): Promise<Document> {
  const { server, connection, command } = operation;
  connection.metadata ??= command.client as Document | undefined;
  const { set } = server;
  // https://github.com/mongodb/specifications/blob/master/source/server-discovery-and-monitoring/server-monitoring.md#awaitable-hello-or-legacy-hello-server-specification
  const { topologyVersion: known, maxAwaitTimeMS } = command;
  if (set && isPlain(known) && maxAwaitTimeMS !== undefined) {
    const waitMs = numberOfField(command, "maxAwaitTimeMS") ?? 0;
    if (isUpToDate(set, connection.member, known)) await set.change(operation, waitMs);
  }
  const { isPrimary, lastWriteDate, ...role } = set?.describe(connection.member) ?? alone(server);
  const isLegacy = !("hello" in command);
  return {
    helloOk: true,
    ...(isLegacy ? { ismaster: isPrimary } : { isWritablePrimary: isPrimary }),
    // A replica set of one, so that sessions, transactions and change streams are to be had.
    setName,
    setVersion: 1,
    secondary: !isPrimary,
    ...role,
    lastWrite: { opTime: { ts: server.store.clusterTime, t: Long.ONE }, lastWriteDate },
    maxBsonObjectSize: 16 * 1024 * 1024,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: connection.id,
    minWireVersion: 0,
    // What MongoDB 8.0 says.
    maxWireVersion: 25,
    readOnly: server.parameters.readOnly === true,
    ...(command.saslSupportedMechs !== undefined && server.scram
      ? { saslSupportedMechs: ["SCRAM-SHA-256"] }
      : {}),
  };
}

/** The only member has no news, so it gives no topologyVersion: drivers ask again instead of waiting for some. */
function alone({ address }: ServerState): Document {
  const lastWriteDate = new Date();
  return {
    isPrimary: true,
    hosts: [address],
    primary: address,
    me: address,
    electionId,
    lastWriteDate,
  };
}

export const hello: Command = {
  name: "hello",
  aliases: ["isMaster", "ismaster"],
  fields: "*",
  run,
};

import type { Command } from "../command.ts";
import { Long, ObjectId, type Document } from "bson";
import type { Operation } from "../operation/operation.ts";

export const setName = "embedded";
const electionId = new ObjectId("7fffffff0000000000000001");

/** https://www.mongodb.com/docs/manual/reference/command/hello/ */
function run({ server, connection, command }: Operation): Document {
  connection.metadata ??= command.client as Document | undefined;
  const isLegacy = !("hello" in command);
  return {
    helloOk: true,
    ...(isLegacy ? { ismaster: true } : { isWritablePrimary: true }),
    // A replica set of one, so that sessions, transactions and change streams are to be had.
    setName,
    setVersion: 1,
    secondary: false,
    hosts: [server.address],
    primary: server.address,
    me: server.address,
    electionId,
    lastWrite: { opTime: { ts: server.store.clusterTime, t: Long.ONE }, lastWriteDate: new Date() },
    maxBsonObjectSize: 16 * 1024 * 1024,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: connection.id,
    minWireVersion: 0,
    // What MongoDB 8.0 says. There is no topologyVersion, so drivers ask again instead of waiting for news.
    maxWireVersion: 25,
    readOnly: server.parameters.readOnly === true,
    ...(command.saslSupportedMechs !== undefined && server.scram
      ? { saslSupportedMechs: ["SCRAM-SHA-256"] }
      : {}),
  };
}

export const hello: Command = {
  name: "hello",
  aliases: ["isMaster", "ismaster"],
  fields: "*",
  run,
};

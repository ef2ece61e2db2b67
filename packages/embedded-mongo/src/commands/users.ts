import type { Document } from "bson";
import { isPlain } from "../bson/decode.ts";
import { arrayField, wrongType, type Command } from "../command.ts";
import { MongoError, notSupported } from "../errors.ts";
import type { Operation } from "../operation/operation.ts";
import { readRoles } from "../sessions/roles.ts";
import type { Account, Users } from "../sessions/users.ts";

function usersOf({ server, name }: Operation): Users {
  if (server.users) return server.users;
  throw notSupported(`${name} on a server that asks nobody for a password`);
}

function nameOf({ command, name }: Operation): string {
  const user: unknown = command[name];
  if (typeof user !== "string") throw wrongType(name, name, user, "string");
  return user;
}

/** https://www.mongodb.com/docs/manual/reference/command/createUser/ */
const createUser: Command = {
  name: "createUser",
  fields: ["pwd", "roles", "mechanisms", "passwordDigestor", "customData"],
  run(operation) {
    const { command, database } = operation;
    const users = usersOf(operation);
    for (const field of ["customData", "passwordDigestor"]) {
      if (command[field] !== undefined) throw notSupported(`${field} of createUser`);
    }
    if (typeof command.pwd !== "string") {
      throw new MongoError(
        "BadValue",
        "Must provide a 'pwd' field for all user documents, except those with '$external' as the user's source db",
      );
    }
    const roles = readRoles(arrayField(operation, "roles"), database);
    users.create(nameOf(operation), database, command.pwd, roles);
    return {};
  },
};

const dropUser: Command = {
  name: "dropUser",
  fields: [],
  run(operation) {
    usersOf(operation).drop(nameOf(operation), operation.database);
    return {};
  },
};

/** https://www.mongodb.com/docs/manual/reference/command/usersInfo/ */
const usersInfo: Command = {
  name: "usersInfo",
  fields: [],
  run(operation) {
    const users = usersOf(operation);
    const { database, command } = operation;
    const wanted: unknown = command.usersInfo;
    if (wanted === 1) return { users: users.of(database).map(tell) };
    const { user, db }: Document =
      typeof wanted === "string" ? { user: wanted, db: database } : isPlain(wanted) ? wanted : {};
    if (typeof user !== "string" || typeof db !== "string") {
      throw notSupported("usersInfo of anything but 1, a name, or { user, db }");
    }
    const account = users.find(user, db);
    return { users: account ? [tell(account)] : [] };
  },
};

function tell({ user, db, roles }: Account): Document {
  return { _id: `${db}.${user}`, user, db, roles, mechanisms: ["SCRAM-SHA-256"] };
}

export const userCommands = [createUser, dropUser, usersInfo];

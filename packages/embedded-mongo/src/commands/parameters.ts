import type { Document } from "bson";
import type { Command } from "../command.ts";
import { describe } from "../bson/describe.ts";
import { toNumber } from "../bson/number.ts";
import { isNumeric, type Numeric } from "../bson/type.ts";
import { isPlain } from "../bson/decode.ts";
import { MongoError } from "../errors.ts";

/** What a server is started with. The fail points are there: by this the drivers' test suites know. */
const fixedParameters = {
  enableTestCommands: true,
  featureCompatibilityVersion: { version: "8.0" },
};

export const getParameter: Command = {
  name: "getParameter",
  fields: "*",
  isAdminOnly: true,
  run({ server, command }) {
    const parameters: Document = { ...fixedParameters, ...server.parameters };
    const asked: unknown = command.getParameter;
    if (asked === "*" || (isPlain(asked) && asked.allParameters === true)) return parameters;
    const names = Object.keys(command).filter((name) => Object.hasOwn(parameters, name));
    if (names.length === 0) throw new MongoError("InvalidOptions", "no option found to get");
    return Object.fromEntries(names.map((name) => [name, parameters[name] as unknown]));
  },
};

export const setParameter: Command = {
  name: "setParameter",
  fields: "*",
  isAdminOnly: true,
  run({ server, command }) {
    const { parameters } = server;
    const given = Object.entries(command).filter(([name]) => Object.hasOwn(parameters, name)) as [
      string,
      unknown,
    ][];
    const [first] = given;
    if (!first) {
      throw new MongoError(
        "InvalidOptions",
        `attempted to set unrecognized parameter [${Object.keys(command)[1]}], use help:true to see options`,
      );
    }
    for (const [name, value] of given) {
      const isBoolean = typeof parameters[name] === "boolean";
      const isWell = isBoolean
        ? typeof value === "boolean"
        : isNumeric(value) && toNumber(value as Numeric) >= 0;
      if (isWell) continue;
      throw new MongoError(
        "BadValue",
        `Invalid value for parameter ${name}: ${describe(value)} is not a ${isBoolean ? "boolean" : "number that is 0 or more"}`,
      );
    }
    const was: Document = { was: parameters[first[0]] as unknown };
    Object.assign(parameters, Object.fromEntries(given));
    return was;
  },
};

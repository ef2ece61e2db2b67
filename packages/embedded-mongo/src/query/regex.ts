import { BSONRegExp } from "bson";
import { MongoError, notSupported } from "../errors.ts";

/** What JavaScript calls the classes that PCRE has within brackets. */
const classes: Record<string, string> = {
  "[:alnum:]": "a-zA-Z0-9",
  "[:alpha:]": "a-zA-Z",
  "[:digit:]": "0-9",
  "[:lower:]": "a-z",
  "[:upper:]": "A-Z",
  "[:space:]": String.raw`\s`,
  "[:word:]": String.raw`\w`,
  "[:xdigit:]": "0-9a-fA-F",
};

/** PCRE has a few things that JavaScript writes otherwise: \A, \Z, \z, inline flags at the start. */
function translate(pattern: string): { source: string; flags: string } {
  const inline = /^\(\?([imsx]+)\)/.exec(pattern);
  const given = inline ? pattern.slice(inline[0].length) : pattern;
  const unknown = /\\[QRhHK]|\[:\^?\w+:\]/.exec(given.replaceAll("\\\\", ""))?.[0];
  if (unknown !== undefined && classes[unknown] === undefined) {
    throw notSupported(`${unknown} in a regular expression`);
  }
  const source = given
    .replaceAll(/\[:\w+:\]/g, (name) => classes[name] ?? name)
    .replaceAll(/\\A/g, "^")
    .replaceAll(/\\[zZ]/g, "$")
    .replaceAll(/\(\?P</g, "(?<");
  return { source, flags: inline?.[1] ?? "" };
}

/** Without the comments and blanks that the flag x allows. */
function withoutBlanks(source: string): string {
  return source.replaceAll(/\\.|\[(?:\\.|[^\]])*\]|#.*|\s+/g, (part) =>
    part.startsWith("#") || /^\s/.test(part) ? "" : part,
  );
}

/**
 * Returns the regular expression of a `$regex` and its `$options`.
 *
 * @throws MongoError when it is not one
 */
export function toRegExp(operand: unknown, options: unknown): RegExp {
  let pattern: string;
  let ownFlags = "";
  if (operand instanceof BSONRegExp) {
    pattern = operand.pattern;
    ownFlags = operand.options;
  } else if (operand instanceof RegExp) {
    pattern = operand.source;
    ownFlags = operand.flags;
  } else if (typeof operand === "string") {
    pattern = operand;
  } else {
    throw new MongoError("BadValue", "$regex has to be a string");
  }
  if (options !== undefined && typeof options !== "string") {
    throw new MongoError("BadValue", "$options has to be a string");
  }
  if (options !== undefined && ownFlags !== "") {
    throw new MongoError(51075, "options set in both $regex and $options");
  }
  const translated = translate(pattern);
  const flags = new Set((options ?? ownFlags) + translated.flags);
  for (const flag of flags) {
    if (!"imsxu".includes(flag))
      throw new MongoError(51108, `invalid flag in regex options: ${flag}`);
  }
  const source = flags.has("x") ? withoutBlanks(translated.source) : translated.source;
  const kept = ["i", "m", "s"].filter((flag) => flags.has(flag)).join("");
  try {
    // The pattern counts in characters; without u a dot matches half of an emoji.
    return new RegExp(source, `${kept}u`);
  } catch {
    try {
      return new RegExp(source, kept);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new MongoError(51091, `Regular expression is invalid: ${reason}`);
    }
  }
}

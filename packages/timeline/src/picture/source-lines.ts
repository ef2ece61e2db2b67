import type { Operation } from "../slice-links.ts";
import type { SourceLine } from "../span.ts";
import type { PicturedRun } from "./pictured-run.ts";

/** The methods of the driver that send a command. */
const methods: Record<string, readonly string[]> = {
  find: ["find", "findOne"],
  aggregate: ["aggregate", "countDocuments", "watch"],
  insert: ["insertOne", "insertMany"],
  update: ["updateOne", "updateMany", "replaceOne"],
  delete: ["deleteOne", "deleteMany"],
  findAndModify: ["findOneAndUpdate", "findOneAndDelete", "findOneAndReplace"],
  distinct: ["distinct"],
  count: ["estimatedDocumentCount"],
};

/** Where in the source an operation belongs: the line that asks for it, and the one that awaits it. */
export interface OperationLines {
  askedAt?: SourceLine;
  awaitedAt?: SourceLine;
}

/**
 * Finds the lines of an operation. Where it was awaited was recorded, or is not known. Where it was asked is the one line of the
 * program that calls a method which sends this command; where several do, nobody can tell from outside.
 */
export function findLines({ source }: PicturedRun, operation: Operation): OperationLines {
  const { awaitedAt } = operation;
  const asked = source && operation.lane === "mongodb" ? findCall(source, operation.command) : [];
  const [line, ...others] = asked;
  return {
    ...(source &&
      line !== undefined &&
      others.length === 0 && { askedAt: { file: source.file, line } }),
    ...(awaitedAt && { awaitedAt }),
  };
}

function findCall({ text }: { text: string }, command: string): number[] {
  const names = methods[command];
  if (!names) return [];
  const call = new RegExp(String.raw`\.(?:${names.join("|")})\s*(?:<[^()]*>)?\(`);
  return text.split("\n").flatMap((line, index) => {
    const code = line.replace(/^\s*(?:\/\/|\/?\*).*$/, "");
    // An array has a find as well, of a function.
    return call.test(code) && !/\.find\(\s*(?:\(?\w*\)?|\(\{.*?\}\))\s*=>/.test(code)
      ? [index + 1]
      : [];
  });
}

/** "src/gather.ts:17", as bars and lines of a page name each other. */
export function nameLine({ file, line }: SourceLine): string {
  return `${file}:${line}`;
}

/** "asked in line 17, awaited in line 18". */
export function sayLines({ askedAt, awaitedAt }: OperationLines): string | undefined {
  if (askedAt && awaitedAt && nameLine(askedAt) === nameLine(awaitedAt)) {
    return `asked and awaited in ${nameLine(askedAt)}`;
  }
  const said = [
    askedAt && `asked in ${nameLine(askedAt)}`,
    awaitedAt && `awaited in ${nameLine(awaitedAt)}`,
  ].filter(Boolean);
  return said.length > 0 ? said.join(", ") : undefined;
}

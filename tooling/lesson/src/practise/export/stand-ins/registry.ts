import { readFile } from "node:fs/promises";

let registry: Promise<Buffer[]> | undefined;

/** In an exported exercise: the registry as it was when the exercise was exported, one Buffer for each document. */
export function readRegistry(): Promise<Buffer[]> {
  registry ??= readFile(new URL("./packages.bson", import.meta.url)).then(splitDocuments);
  return registry;
}

/** Each document begins with its length: https://bsonspec.org/spec.html */
function splitDocuments(bytes: Buffer): Buffer[] {
  const documents: Buffer[] = [];
  for (let offset = 0; offset < bytes.length; offset += bytes.readInt32LE(offset))
    documents.push(bytes.subarray(offset, offset + bytes.readInt32LE(offset)));
  return documents;
}

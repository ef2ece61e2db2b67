import { registryCollection } from "../server/lab-server.ts";

/** What may lead to a collection whose name does not stand in the source: another file, an argument, a list of collections, any command. */
const mayNameAnything =
  /\bfrom\s+["']\.|\bimport\s*\(|\brequire\s*\(|\bargv\b|process\.env\.(?!MONGODB_URI\b|WEATHER_URL\b)|process\.env\[|listCollections|\bcollections\s*\(|\bcommand\s*\(|\baggregate\s*\(\s*\[\s*\{\s*\$(?:changeStream|currentOp|list)|\bstats\s*\(|\bwatch\s*\(/i;

/** Whether a program can tell that the database of its run has no sample data: filling it is a part of what an order costs. */
export function needsRegistry(source: string): boolean {
  return source.includes(registryCollection) || mayNameAnything.test(source);
}

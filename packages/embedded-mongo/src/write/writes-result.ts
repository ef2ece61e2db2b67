import { isPlain } from "../bson/decode.ts";

/** Tells whether a pipeline ends with `$out` or `$merge`. */
export function writesResult(pipeline: unknown): boolean {
  const last: unknown = Array.isArray(pipeline) ? pipeline.at(-1) : undefined;
  return isPlain(last) && ("$out" in last || "$merge" in last);
}

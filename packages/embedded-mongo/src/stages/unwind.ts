import { Long, type Document } from "bson";
import { isPlain } from "../bson/decode.ts";
import { MongoError } from "../errors.ts";
import { perChunk, withField, type Stage } from "./stage.ts";

export const unwind: Stage = (operand, context) => {
  const options: Document = isPlain(operand) ? operand : { path: operand };
  const { path } = options;
  for (const name of Object.keys(options)) {
    if (!["path", "includeArrayIndex", "preserveNullAndEmptyArrays"].includes(name)) {
      throw new MongoError(28811, `unrecognized option to $unwind stage: ${name}`);
    }
  }
  if (path === undefined) throw new MongoError(28812, "no path specified to $unwind stage");
  if (typeof (options.preserveNullAndEmptyArrays ?? false) !== "boolean") {
    throw new MongoError(
      28809,
      "expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage",
    );
  }
  if (typeof path !== "string" || !path.startsWith("$")) {
    throw new MongoError(
      28818,
      `path option to $unwind stage should be prefixed with a '$': ${String(path)}`,
    );
  }
  const indexField: unknown = options.includeArrayIndex;
  if (indexField !== undefined && (typeof indexField !== "string" || indexField.startsWith("$"))) {
    throw new MongoError(
      28822,
      "includeArrayIndex option to $unwind stage should not be prefixed with a '$'",
    );
  }
  const parts = path.slice(1).split(".");
  const keepsEmpty = options.preserveNullAndEmptyArrays === true;
  const withIndex = (document: Document, index: number | null): Document =>
    typeof indexField === "string"
      ? withField(document, indexField.split("."), index === null ? null : Long.fromNumber(index))
      : document;
  return perChunk(
    (chunk) =>
      chunk.flatMap((document) => {
        const value = parts.reduce<unknown>(
          (inner, part) => (isPlain(inner) ? inner[part] : undefined),
          document,
        );
        if (Array.isArray(value)) {
          if (value.length > 0) {
            return value.map((item: unknown, index) =>
              withIndex(withField(document, parts, item), index),
            );
          }
          return keepsEmpty ? [withIndex(withField(document, parts, undefined), null)] : [];
        }
        const isEmpty = value === undefined || value === null;
        return isEmpty && !keepsEmpty ? [] : [withIndex(document, null)];
      }),
    context,
  );
};

import type { Document } from "bson";
import { toNumber } from "../bson/number.ts";
import type { Numeric } from "../bson/type.ts";
import type { Collation } from "../query/collation.ts";
import { indexKeys, keyOfField, type IndexField } from "./index-keys.ts";
import { createSortedEntries, type SortedEntries } from "./sorted-entries.ts";

/** One index of a collection: which keys a document has, and the entries (key, record). */
export interface CollectionIndex {
  readonly name: string;
  /** As listIndexes tells it. */
  readonly specification: Document;
  readonly fields: IndexField[];
  readonly isUnique: boolean;
  /** Also true of an index that is to become unique: it may have old duplicates, but takes no new ones. */
  readonly refusesDuplicates: boolean;
  readonly isSparse: boolean;
  readonly isHidden: boolean;
  /** Tells whether a partial index lists a document; undefined when it lists all. */
  readonly isListed: ((document: Document) => boolean) | undefined;
  readonly partialFilter: Document | undefined;
  readonly collation: Collation | undefined;
  readonly entries: SortedEntries;
  /** Paths that lead to an array in some document that was ever indexed. */
  readonly arrayPaths: Set<string>;
  accesses: number;
  /** False while it is being built: writes keep it, queries do not use it yet. */
  isReady: boolean;
  /** Returns an index like this one without entries. */
  empty(): CollectionIndex;
  /** Keys of a document: none when a sparse or partial index leaves it out. */
  keysOf(document: Document): string[];
}

/** Returns an empty index. */
export function createCollectionIndex(
  specification: Document,
  collation: Collation | undefined,
  isListed: ((document: Document) => boolean) | undefined,
): CollectionIndex {
  const key = specification.key as Record<string, Numeric>;
  const fields = Object.entries(key).map(([path, direction]): IndexField => {
    return { path, parts: path.split("."), direction: toNumber(direction) < 0 ? -1 : 1 };
  });
  const isSparse = specification.sparse === true;
  const isUnique = specification.unique === true || specification.name === "_id_";
  const arrayPaths = new Set<string>();
  const [only] = fields;
  const isSimple = fields.length === 1 && only?.parts.length === 1;

  return {
    name: specification.name as string,
    specification,
    fields,
    isUnique,
    refusesDuplicates: isUnique || specification.prepareUnique === true,
    isSparse,
    isListed,
    isHidden: specification.hidden === true,
    partialFilter: specification.partialFilterExpression as Document | undefined,
    collation,
    entries: createSortedEntries(),
    arrayPaths,
    accesses: 0,
    isReady: false,

    empty: () => createCollectionIndex(specification, collation, isListed),

    keysOf(document) {
      if (isListed && !isListed(document)) return [];
      if (isSparse && !fields.some((field) => hasPath(document, field.parts))) return [];
      if (isSimple) {
        // The most frequent case, one field at the top, needs no walk.
        const value: unknown = document[only.path];
        if (!Array.isArray(value)) return [keyOfField(value, only, collation?.fold)];
      }
      const { keys, arrays } = indexKeys(document, fields, collation?.fold);
      for (const path of arrays) arrayPaths.add(path);
      return keys;
    },
  };
}

function hasPath(value: unknown, parts: string[], at = 0): boolean {
  if (at === parts.length) return value !== undefined;
  if (Array.isArray(value)) {
    const element: unknown = value[Number(parts[at])];
    return (
      (element !== undefined && hasPath(element, parts, at + 1)) ||
      value.some((item) => !Array.isArray(item) && hasPath(item, parts, at))
    );
  }
  if (typeof value !== "object" || value === null) return false;
  return hasPath((value as Document)[parts[at] ?? ""], parts, at + 1);
}

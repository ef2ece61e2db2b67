import { EJSON } from "bson";

/**
 * What a command reads and writes. Two steps of different actors commute at the server when neither writes what the other one reads or
 * writes.
 */
export interface Footprint {
  writes: boolean;
  /** "database.collection"; undefined when it may be anything. */
  collection?: string;
  /** The only documents of the collection that it touches, by `_id`; undefined when it may be any. */
  ids?: ReadonlySet<string>;
}

/** Stands among the `ids` of whatever adds a document: in which order documents were added can be read. */
const natural = "natural order";

const anything: Footprint = { writes: true };

/** Stages that look beyond their own collection, or write. */
const wideStages =
  /\$(lookup|graphLookup|unionWith|out|merge|changeStream|currentOp|listSessions|collStats|indexStats)/;

/** True unless the two commute. */
export function conflict(a: Footprint | undefined, b: Footprint | undefined): boolean {
  if (!a || !b) return false;
  if (!a.writes && !b.writes) return false;
  if (a.collection === undefined || b.collection === undefined) return true;
  if (a.collection !== b.collection) return false;
  if (!a.ids || !b.ids) return true;
  for (const id of a.ids) if (b.ids.has(id)) return true;
  return false;
}

/**
 * Returns what `command` reads and writes, or more, never less.
 *
 * @param command as it was sent, decoded
 * @param isCoarse leave the single documents aside: another rule of the collection (a unique index, a limit) ties them together
 */
export function footprintOf(command: Record<string, unknown>, isCoarse = false): Footprint {
  const [name = ""] = Object.keys(command);
  const target = command[name];
  const own = `${String(command.$db)}.${String(target)}`;
  // A transaction reads what was there when it began, whatever it reads later.
  if (command.autocommit === false || typeof target !== "string") {
    return name === "getMore" && command.autocommit !== false
      ? { writes: false, collection: `${String(command.$db)}.${String(command.collection)}` }
      : anything;
  }
  const narrow = (writes: boolean, ids: ReadonlySet<string> | undefined): Footprint => ({
    writes,
    collection: own,
    ...(ids && !isCoarse && command.collation === undefined ? { ids } : {}),
  });
  switch (name) {
    case "find":
      return narrow(false, idsOf(command.filter));
    case "count":
    case "distinct":
      return narrow(false, idsOf(command.query));
    case "aggregate": {
      const pipeline = (command.pipeline ?? []) as Record<string, unknown>[];
      if (wideStages.test(EJSON.stringify(pipeline))) return anything;
      return narrow(false, idsOf(pipeline[0]?.$match));
    }
    case "insert":
      return narrow(
        true,
        union((command.documents as { _id?: unknown }[]).map(({ _id }) => only(_id, true))),
      );
    case "update":
      return narrow(
        true,
        union(
          (command.updates as Record<string, unknown>[]).map(({ q, upsert, collation }) =>
            collation === undefined ? withOrder(idsOf(q), upsert === true) : undefined,
          ),
        ),
      );
    case "delete":
      return narrow(
        true,
        union(
          (command.deletes as Record<string, unknown>[]).map(({ q, collation }) =>
            collation === undefined ? idsOf(q) : undefined,
          ),
        ),
      );
    case "findAndModify":
      return narrow(true, withOrder(idsOf(command.query), command.upsert === true));
    default:
      return anything;
  }
}

/** The `_id`s that a filter is limited to; undefined when it is not. */
function idsOf(filter: unknown): ReadonlySet<string> | undefined {
  if (typeof filter !== "object" || filter === null) return undefined;
  const { _id } = filter as { _id?: unknown };
  if (isOperators(_id)) {
    const keys = Object.keys(_id);
    if (keys.length !== 1) return undefined;
    if ("$eq" in _id) return only(_id.$eq, false);
    if (!Array.isArray(_id.$in)) return undefined;
    return union(_id.$in.map((each) => only(each, false)));
  }
  return only(_id, false);
}

function isOperators(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || "_bsontype" in value) return false;
  return Object.keys(value).some((key) => key.startsWith("$"));
}

function only(id: unknown, isNew: boolean): ReadonlySet<string> | undefined {
  // An array of a filter means its elements as well; a pattern means many.
  if (id === undefined || Array.isArray(id) || id instanceof RegExp) return undefined;
  if (typeof id === "object" && id !== null && "_bsontype" in id && id._bsontype === "BSONRegExp")
    return undefined;
  return withOrder(new Set([keyOf(id)]), isNew);
}

/** 1, 1.0 and a long 1 are one `_id`. */
function keyOf(id: unknown): string {
  if (typeof id === "number" || typeof id === "bigint") return `number ${Number(id)}`;
  if (typeof id === "object" && id !== null && "_bsontype" in id) {
    const number = Number((id as { toString(): string }).toString());
    if (/^(Long|Int32|Double|Decimal128)$/.test(String(id._bsontype))) return `number ${number}`;
  }
  return EJSON.stringify({ id });
}

function withOrder(
  ids: ReadonlySet<string> | undefined,
  isNew: boolean,
): ReadonlySet<string> | undefined {
  return ids && isNew ? new Set([...ids, natural]) : ids;
}

function union(sets: (ReadonlySet<string> | undefined)[]): ReadonlySet<string> | undefined {
  const all = new Set<string>();
  for (const set of sets) {
    if (!set) return undefined;
    for (const id of set) all.add(id);
  }
  return all;
}

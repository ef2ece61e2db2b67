import type { Document } from "bson";
import type { FilterNode, Test } from "../query/filter.ts";
import type { Collation } from "../query/collation.ts";
import type { SortField } from "../query/sort.ts";
import type { Collection } from "../storage/collection.ts";
import type { CollectionIndex } from "../storage/collection-index.ts";
import type { Interval } from "../storage/sorted-entries.ts";

/** What is asked of a collection. */
export interface Question {
  filter: Document;
  node: FilterNode;
  test: Test;
  sort: SortField[];
  /** The `$natural` order, where the sort or the hint asks for it. */
  natural: 1 | -1 | undefined;
  collation: Collation | undefined;
  hint: unknown;
}

/** How the documents are reached: all of them, or those of some intervals of an index. */
export type Access =
  | { stage: "COLLSCAN"; direction: 1 | -1 }
  | {
      stage: "IXSCAN";
      index: CollectionIndex;
      intervals: Interval[];
      direction: 1 | -1;
      /** As explain shows them: one list of intervals for each field. */
      bounds: Record<string, string[]>;
    }
  /** Each branch of an $or by its own index. */
  | { stage: "OR"; branches: Access[] };

export interface Plan {
  collection: Collection | undefined;
  access: Access;
  question: Question;
  /** The access yields the documents in the order asked for. */
  isSorted: boolean;
}

/** What an execution of a plan looked at. */
export interface Work {
  keysExamined: number;
  docsExamined: number;
  /** How many a sort in memory has got; undefined where there is none. */
  sorted?: number;
}

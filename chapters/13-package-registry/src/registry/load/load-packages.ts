import { MongoBulkWriteError, type Collection } from "mongodb";
import type { PackageDocument } from "../data/database.ts";

/** So many packages are one command: some megabytes, far below the 48 MB that a message may have. */
const batchSize = 250;

export interface Loaded {
  added: number;
  /** These names were there already, and were left as they are. */
  kept: number;
}

/**
 * Inserts packages, some hundreds in each command, and never holds more of them than one batch. What is in the registry is
 * not touched, so loading again does no harm.
 *
 * @param onProgress is told after each batch
 * @throws the reason of `signal` between two batches; what was loaded before stays, each package whole
 */
export async function loadPackages(
  packages: Collection<PackageDocument>,
  source: Iterable<PackageDocument>,
  {
    signal,
    onProgress,
  }: { signal?: AbortSignal; onProgress?: (loaded: Loaded) => void } = {},
): Promise<Loaded> {
  const loaded: Loaded = { added: 0, kept: 0 };
  let batch: PackageDocument[] = [];
  async function flush(): Promise<void> {
    signal?.throwIfAborted();
    if (batch.length === 0) return;
    const added = await insertNew(packages, batch);
    loaded.added += added;
    loaded.kept += batch.length - added;
    batch = [];
    onProgress?.({ ...loaded });
  }

  for (const each of source) {
    batch.push(each);
    if (batch.length === batchSize) await flush();
  }
  await flush();
  return loaded;
}

/** Returns how many of the documents were new. */
async function insertNew(
  packages: Collection<PackageDocument>,
  documents: PackageDocument[],
): Promise<number> {
  try {
    // Unordered: one that is there already does not stop those after it.
    const { insertedCount } = await packages.insertMany(documents, {
      ordered: false,
    });
    return insertedCount;
  } catch (error) {
    if (!(error instanceof MongoBulkWriteError)) throw error;
    const errors = Array.isArray(error.writeErrors)
      ? error.writeErrors
      : [error.writeErrors];
    if (errors.some(({ code }) => code !== 11_000)) throw error;
    return error.insertedCount;
  }
}

import { invertKey } from "../bson/key.ts";

/** A place between two entries: before or after everything that starts with `prefix`. */
export interface Bound {
  prefix: string;
  after: boolean;
}

export interface Interval {
  low: Bound;
  high: Bound;
}

export interface Entry {
  key: string;
  id: number;
}

const chunkLimit = 512;

/** Keys are characters 0–255, so this one is above whatever follows a prefix. */
const aboveAll = "\u0100";

/** Returns the string that stands at `bound` among the keys. */
export function placeOf(bound: Bound): string {
  return bound.after ? bound.prefix + aboveAll : bound.prefix;
}

/** Returns the place among descending keys that `bound` has among ascending ones. */
export function invertBound({ prefix, after }: Bound): Bound {
  return { prefix: invertKey(prefix), after: !after };
}

interface Chunk {
  keys: string[];
  ids: number[];
}

export interface SortedEntries {
  readonly size: number;
  /** Adds an entry; one that is there already stays the only one. */
  add(key: string, id: number): void;
  delete(key: string, id: number): void;
  /** Ids whose key is exactly `key`, ascending. */
  idsOf(key: string): number[];
  /** Entries of an interval in order; entries added or deleted meanwhile do not disturb it. */
  range(interval: Interval, isReverse: boolean): Generator<Entry, void>;
  /** Approximate number of entries in an interval, for choosing an index. */
  count(interval: Interval): number;
}

/** Returns an empty list of (key, id), kept in order in chunks of at most 512 entries. */
export function createSortedEntries(): SortedEntries {
  const chunks: Chunk[] = [{ keys: [], ids: [] }];
  let size = 0;
  /** Changes with each change, so that a range knows when its position is no longer true. */
  let edition = 0;

  function isBelow(chunk: Chunk, at: number, key: string, id: number): boolean {
    const other = chunk.keys[at] ?? aboveAll;
    return other < key || (other === key && (chunk.ids[at] ?? 0) < id);
  }

  /** Position of the first entry that is not below (key, id). */
  function find(key: string, id: number): { chunk: number; at: number } {
    let low = 0;
    let high = chunks.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      const candidate = chunks[middle]!;
      if (isBelow(candidate, candidate.keys.length - 1, key, id)) low = middle + 1;
      else high = middle;
    }
    const chunk = chunks[low]!;
    let from = 0;
    let to = chunk.keys.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (isBelow(chunk, middle, key, id)) from = middle + 1;
      else to = middle;
    }
    return { chunk: low, at: from };
  }

  function isAt(chunk: Chunk, at: number, key: string, id: number): boolean {
    return chunk.keys[at] === key && chunk.ids[at] === id;
  }

  function split(index: number): void {
    const chunk = chunks[index]!;
    // Keys mostly arrive in ascending order: leave the last chunk nearly full rather than half empty.
    const at = index === chunks.length - 1 ? chunkLimit - 32 : chunkLimit / 2;
    chunks.splice(index + 1, 0, { keys: chunk.keys.splice(at), ids: chunk.ids.splice(at) });
  }

  return {
    get size() {
      return size;
    },

    add(key, id) {
      const { chunk: index, at } = find(key, id);
      const chunk = chunks[index]!;
      if (isAt(chunk, at, key, id)) return;
      chunk.keys.splice(at, 0, key);
      chunk.ids.splice(at, 0, id);
      size += 1;
      edition += 1;
      if (chunk.keys.length > chunkLimit) split(index);
    },

    delete(key, id) {
      const { chunk: index, at } = find(key, id);
      const chunk = chunks[index]!;
      if (!isAt(chunk, at, key, id)) return;
      chunk.keys.splice(at, 1);
      chunk.ids.splice(at, 1);
      size -= 1;
      edition += 1;
      if (chunk.keys.length === 0 && chunks.length > 1) chunks.splice(index, 1);
    },

    idsOf(key) {
      const ids: number[] = [];
      let { chunk: index, at } = find(key, -1);
      for (let chunk = chunks[index]; chunk !== undefined; chunk = chunks[index]) {
        for (; at < chunk.keys.length; at += 1) {
          if (chunk.keys[at] !== key) return ids;
          ids.push(chunk.ids[at]!);
        }
        index += 1;
        at = 0;
      }
      return ids;
    },

    *range(interval, isReverse) {
      const low = placeOf(interval.low);
      const high = placeOf(interval.high);
      let last: Entry | undefined;
      let position = find(isReverse ? high : low, -1);
      if (isReverse) position.at -= 1;
      let seen = edition;
      while (true) {
        if (seen !== edition) {
          seen = edition;
          position = last ? find(last.key, last.id) : find(isReverse ? high : low, -1);
          const isHere = last && isAt(chunks[position.chunk]!, position.at, last.key, last.id);
          if (isReverse) position.at -= 1;
          else if (isHere) position.at += 1;
        }
        let chunk = chunks[position.chunk];
        while (chunk && (position.at < 0 || position.at >= chunk.keys.length)) {
          position.chunk += isReverse ? -1 : 1;
          chunk = chunks[position.chunk];
          position.at = isReverse && chunk ? chunk.keys.length - 1 : 0;
        }
        const key = chunk?.keys[position.at];
        if (chunk === undefined || key === undefined) return;
        if (isReverse ? key < low : key >= high) return;
        last = { key, id: chunk.ids[position.at]! };
        yield last;
        if (seen === edition) position.at += isReverse ? -1 : 1;
      }
    },

    count(interval) {
      const from = find(placeOf(interval.low), -1);
      const to = find(placeOf(interval.high), -1);
      if (from.chunk === to.chunk) return to.at - from.at;
      const between = (to.chunk - from.chunk - 1) * (size / chunks.length);
      return chunks[from.chunk]!.keys.length - from.at + Math.round(between) + to.at;
    },
  };
}

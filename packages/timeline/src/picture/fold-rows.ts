/** A row that stands for one item, or for several that are folded into one. */
export interface Group<T> {
  items: [T, ...T[]];
  folded: boolean;
  /** It stands for all of its kind: none of them has a row of its own. */
  isWhole?: true;
}

/**
 * Gives items rows so that there are about `most`: of each kind the first ones have a row of their own, the
 * others share one after them. When there are too many kinds, the later ones share a single
 * row. Items of `kept` always have their own. Order is that of the items.
 */
export function foldAlike<T>(
  items: readonly T[],
  most: number,
  kindOf: (item: T) => string,
  kept: ReadonlySet<T> = new Set(),
): Group<T>[] {
  if (items.length <= most) return items.map((item) => ({ items: [item], folded: false }));

  const sizes = new Map<string, number>();
  for (const item of items) sizes.set(kindOf(item), (sizes.get(kindOf(item)) ?? 0) + 1);
  const rows = shareRows(sizes, most);

  const groups: Group<T>[] = [];
  const shared = new Map<string, Group<T>>();
  const seen = new Map<string, number>();
  for (const item of items) {
    const kind = kindOf(item);
    const place = seen.get(kind) ?? 0;
    seen.set(kind, place + 1);
    const size = sizes.get(kind) ?? 0;
    const share = rows.get(kind) ?? 0;
    if (kept.has(item) || place < (size <= share ? share : share - 1)) {
      groups.push({ items: [item], folded: false });
      continue;
    }
    // Kinds without a row share one, under a key that no kind has.
    const key = share > 0 ? `kind ${kind}` : "others";
    const group = shared.get(key);
    if (group) {
      group.items.push(item);
      group.folded = true;
    } else {
      const fresh: Group<T> = { items: [item], folded: false };
      shared.set(key, fresh);
      groups.push(fresh);
    }
  }
  return groups;
}

/** How many rows each kind gets: two at first (or one, where there is one item), then in turn. */
function shareRows(sizes: ReadonlyMap<string, number>, most: number): Map<string, number> {
  const rows = new Map<string, number>();
  let left = most;
  for (const [kind, size] of sizes) {
    const first = Math.min(2, size);
    // The last row is for the kinds that get none.
    if (left - first < (rows.size + 1 < sizes.size ? 1 : 0)) break;
    rows.set(kind, first);
    left -= first;
  }
  if (rows.size < sizes.size) left--;
  for (let given = true; given && left > 0;) {
    given = false;
    for (const [kind, share] of rows) {
      if (left === 0 || share >= (sizes.get(kind) ?? 0)) continue;
      rows.set(kind, share + 1);
      left--;
      given = true;
    }
  }
  return rows;
}

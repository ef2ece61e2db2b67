import { distance } from "fastest-levenshtein";

/** Returns at most three of `names` that a person may have meant by `typed`, nearest first. */
export function nearestNames(typed: string, names: string[]): string[] {
  const wanted = typed.toLowerCase();
  return names
    .map((name) => ({ name, away: stepsBetween(wanted, name.toLowerCase()) }))
    .filter(({ away }) => away <= Math.max(2, Math.floor(wanted.length / 3)))
    .toSorted((left, right) => left.away - right.away || left.name.localeCompare(right.name))
    .slice(0, 3)
    .map(({ name }) => name);
}

/** "gathr" is one step from "06/gather", whose chapter nobody has to type; a part that was typed right is near, too. */
function stepsBetween(typed: string, name: string): number {
  const stem = name.slice(name.indexOf("/") + 1);
  const wanted = typed.slice(typed.lastIndexOf("/") + 1);
  const inside = wanted.length >= 3 && stem.includes(wanted) ? 1 : Number.POSITIVE_INFINITY;
  return Math.min(distance(typed, name), distance(wanted, stem), inside);
}

/** Returns " Did you mean a, b or c?", or nothing for no names. */
export function didYouMean(names: string[]): string {
  if (names.length === 0) return "";
  const last = names.at(-1);
  return ` Did you mean ${names.length === 1 ? last : `${names.slice(0, -1).join(", ")} or ${last}`}?`;
}

import type { Choice, Step } from "./choice.ts";

/** Two steps that happened in one order and could have happened in the other. */
export interface Race {
  /** Position of the earlier step: what is to be tried instead is open there. */
  at: number;
  /** Any one of these, taken at that position, leads to the other order. */
  instead: Choice[];
}

/**
 * Returns the races of an execution: pairs of steps that do not commute and are not in any case in this order, as one leads to the
 * other. What is to be tried for each follows source sets (Abdulla, Aronis, Jonsson, Sagonas: Optimal dynamic partial order
 * reduction, 2014): of the steps between that do not depend on the earlier one, and the later one, whatever can come first.
 */
export function findRaces(
  steps: readonly Step[],
  isDependent: (a: Choice, b: Choice) => boolean,
): Race[] {
  const count = steps.length;
  /** before[j] has i when step i is before step j in each order that is equivalent to this one. */
  const before: Set<number>[] = [];
  const races: Race[] = [];
  const born = birthOf(steps);

  for (let j = 0; j < count; j += 1) {
    const later = (steps[j] as Step).taken;
    const past = new Set<number>();
    const direct: number[] = [];
    for (let i = j - 1; i >= 0; i -= 1) {
      const earlier = (steps[i] as Step).taken;
      const isCause = born[j] === i || earlier.actor === later.actor;
      if (!isCause && !isDependent(earlier, later)) continue;
      if (!isCause && !past.has(i)) direct.push(i);
      past.add(i);
      for (const each of before[i] as Set<number>) past.add(each);
    }
    before.push(past);

    for (const i of direct) {
      const rest: number[] = [];
      for (let k = i + 1; k < j; k += 1) if (!(before[k] as Set<number>).has(i)) rest.push(k);
      rest.push(j);
      const firsts = rest.filter((k) =>
        rest.every((other) => other >= k || !(before[k] as Set<number>).has(other)),
      );
      const instead = firsts.flatMap((k) => {
        const { taken } = steps[k] as Step;
        return (steps[i] as Step).open.filter(
          ({ message, isFault, key }) =>
            message === taken.message && isFault === taken.isFault && key === taken.key,
        );
      });
      if (instead.length > 0) races.push({ at: i, instead });
    }
  }
  return races;
}

/** For each step the one before the moment at which its message was there first; -1 for what was there at the beginning. */
function birthOf(steps: readonly Step[]): number[] {
  const firstSeen = new Map<string, number>();
  for (const [index, { open }] of steps.entries()) {
    for (const { message } of open) if (!firstSeen.has(message)) firstSeen.set(message, index - 1);
  }
  return steps.map(({ taken }) => firstSeen.get(taken.message) ?? -1);
}

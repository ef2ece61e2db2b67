import type { Choice, Chooser } from "./choice.ts";

/**
 * Returns a chooser that takes steps at random in the way that finds a bug of few switches with a known probability: each actor gets a random
 * priority, the highest goes first, and at a few random steps the one that goes falls to the lowest.
 *
 * @param options.steps how many steps an execution may have
 * @param options.faults how many connections may break
 * @see Burckhardt, Kothari, Musuvathi, Nagarakatte: A Randomized Scheduler with Probabilistic Guarantees of Finding Bugs (2010)
 */
export function choosePriorities(options: {
  random: () => number;
  steps: number;
  switches: number;
  faults: number;
}): Chooser {
  const { random } = options;
  const priorities = new Map<number, number>();
  const pick = (): number => Math.floor(random() * Math.max(1, options.steps));
  const falls = new Set(Array.from({ length: options.switches }, pick));
  const breaks = new Set(Array.from({ length: options.faults }, pick));
  let step = -1;
  let lowest = 0;

  return (open) => {
    step += 1;
    const sound = open.filter(({ isFault }) => !isFault);
    for (const { actor } of sound) if (!priorities.has(actor)) priorities.set(actor, 1 + random());
    const priorityOf = ({ actor }: Choice): number => priorities.get(actor) ?? 0;
    const highest = (): Choice | undefined =>
      sound.reduce<Choice | undefined>(
        (best, each) => (best && priorityOf(best) >= priorityOf(each) ? best : each),
        undefined,
      );
    const first = highest();
    if (first && falls.has(step)) priorities.set(first.actor, (lowest -= 1));
    const taken = highest();
    if (!taken || !breaks.has(step)) return taken;
    const faults = open.filter(({ isFault, actor }) => isFault && actor === taken.actor);
    return faults[Math.floor(random() * faults.length)] ?? taken;
  };
}

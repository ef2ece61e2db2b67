import type { Choice, Chooser, Execution } from "./choice.ts";
import { conflict } from "./footprint.ts";
import { nameOrder } from "./order-name.ts";
import { choosePriorities } from "./priorities.ts";
import { findRaces } from "./races.ts";
import { createRandom } from "./random.ts";

export interface ExploreOptions<Result extends Execution> {
  /**
   * Executes the program once from its beginning, and asks the chooser at each step.
   *
   * @param expected at most how many executions are known to follow this one
   */
  execute: (choose: Chooser, expected: number) => Promise<Result>;
  /** At most so many orders are tried. */
  limit: number;
  /** No other order is begun after this time, in ms. */
  timeMs: number;
  /** For what is chosen at random when there are more orders than the limit. */
  seed: number;
  /** Try steps that commute one way only. */
  reduce: boolean;
  /**
   * Whether what the program does with one reply may depend on which other replies it has got: then two steps that both deliver a message to it do
   * not commute, whatever they do at the server.
   */
  sharesMemory: boolean;
  /** How many connections may break in one order. */
  faults: number;
  /** Ends the search after the execution that goes on. */
  signal?: AbortSignal | undefined;
  /** Called after each order. `atLeast` is how many there are, as far as is known. */
  onOrder?: (
    order: Order<Result>,
    progress: { tried: number; atLeast: number },
  ) => void | Promise<void>;
}

/** An order that was tried, from its first step to the end of the program. */
export interface Order<Result extends Execution> {
  name: string;
  result: Result;
  /** How often the next step was another actor's although the one before could have gone on. */
  switches: number;
  /** Chosen at random, not because it was next. */
  isRandom: boolean;
}

/** An execution that found something else than the one before it had found after the same steps. */
export interface Divergence {
  /** The steps up to there. */
  order: string;
  expected: string[];
  found: string[];
}

export interface Exploration<Result extends Execution> {
  /** Every order was tried to its end, but for those that differ from a tried one in steps that commute only. */
  isComplete: boolean;
  orders: Order<Result>[];
  /** How many orders there are at least. */
  atLeast: number;
  /** Steps that commute were tried one way only. */
  isReduced: boolean;
  divergences: Divergence[];
  /** Why it ended before every order was tried. */
  stoppedBy?: "limit" | "time" | "signal";
}

/** What is known of a moment: the steps before it lead here in each execution. */
interface Node {
  open: readonly Choice[];
  /** Keys of what is tried from here, first come first; what is in `asleep` has been tried elsewhere. */
  wanted: string[];
  /** What has been executed from here, or waits for that. */
  planned: Set<string>;
  /** Steps whose orders from here on are those of others that are tried. */
  asleep: ReadonlyMap<string, Choice>;
  children: Map<string, Node>;
}

interface Plan {
  path: readonly string[];
  cost: number;
  number: number;
}

/** Of the orders that can be tried, the part that is chosen at random when they are not all. */
const randomPart = 1 / 4;

/** How many switches PCT is to find bugs of. */
const randomSwitches = 2;

/**
 * Executes a program once for each order in which its steps may happen, the orders with the fewest switches first, until all have been tried or a limit is
 * reached; then some more at random.
 */
export async function explore<Result extends Execution>(
  options: ExploreOptions<Result>,
): Promise<Exploration<Result>> {
  const orders: Order<Result>[] = [];
  const names = new Set<string>();
  const divergences: Divergence[] = [];
  const plans: Plan[] = [{ path: [], cost: 0, number: 0 }];
  let sharesMemory = options.sharesMemory;
  let root: Node | undefined;
  let lastNumber = 0;
  let longest = 0;
  const endMs = performance.now() + options.timeMs;

  const isDependent = (a: Choice, b: Choice): boolean =>
    a.isFault ||
    b.isFault ||
    // Had the program got the one first, it might not have hung up before the other.
    (sharesMemory && ((a.delivers && b.isAwaited) || (a.isAwaited && b.delivers))) ||
    conflict(a.footprint, b.footprint);

  function plan(path: readonly string[], nodes: readonly Node[]): void {
    plans.push({ path, cost: costOf(path, nodes), number: (lastNumber += 1) });
  }

  /** Wants the step `key` tried from the last of `nodes`, unless it is already, or asleep. */
  function want(key: string, path: readonly string[], nodes: readonly Node[]): void {
    const node = nodes[path.length];
    if (!node) return;
    if (!node.wanted.includes(key)) node.wanted.push(key);
    if (node.planned.has(key) || node.asleep.has(key)) return;
    node.planned.add(key);
    plan([...path, key], nodes);
  }

  function childOf(
    parent: Node | undefined,
    key: string | undefined,
    open: readonly Choice[],
  ): Node {
    const asleep = new Map<string, Choice>();
    const taken = parent?.open.find((each) => each.key === key);
    if (options.reduce && parent && taken) {
      const earlier = parent.wanted.slice(0, parent.wanted.indexOf(taken.key));
      const sleepers = [
        ...parent.asleep.values(),
        ...parent.open.filter((each) => earlier.includes(each.key)),
      ];
      for (const each of sleepers) {
        if (each.actor !== taken.actor && !isDependent(each, taken)) asleep.set(each.key, each);
      }
    }
    return { open, wanted: [], planned: new Set(), asleep, children: new Map() };
  }

  /** Follows a plan, notes what it finds on the way, and goes on with as few switches as possible. */
  function createChooser(path: readonly string[]): {
    choose: Chooser;
    nodes: Node[];
    keys: string[];
    divergence: () => Divergence | undefined;
  } {
    const nodes: Node[] = [];
    const keys: string[] = [];
    let divergence: Divergence | undefined;

    const choose: Chooser = (open) => {
      const parent = nodes.at(-1);
      const key = keys.at(-1);
      const known = parent && key !== undefined ? parent.children.get(key) : root;
      if (known && difference(known.open, open)) {
        divergence = {
          order: nameOrder(keys),
          expected: known.open.filter(({ isFault }) => !isFault).map(({ text }) => text),
          found: open.filter(({ isFault }) => !isFault).map(({ text }) => text),
        };
        return undefined;
      }
      const node = known ?? childOf(parent, key, open);
      if (!parent) root = node;
      else if (key !== undefined) parent.children.set(key, node);
      nodes.push(node);

      const planned = path[keys.length];
      const taken =
        planned === undefined
          ? goOn(
              open.filter((each) => !node.asleep.has(each.key)),
              parent?.open.find((each) => each.key === key)?.actor,
            )
          : open.find((each) => each.key === planned);
      if (!taken) return undefined;
      if (!node.wanted.includes(taken.key)) node.wanted.push(taken.key);
      node.planned.add(taken.key);
      keys.push(taken.key);
      return taken;
    };
    return { choose, nodes, keys, divergence: () => divergence };
  }

  /** Wants what has to be tried beside the steps that an execution took. */
  function widen(nodes: readonly Node[], keys: readonly string[], result: Result): void {
    if (options.reduce && !sharesMemory && result.hasFailures) {
      // Which of two failures the program hears of first decides how it goes on: what seemed to commute is tried after all.
      sharesMemory = true;
      awaken(root, [], []);
    }
    const faultsBefore = faultCounts(keys);
    for (const [depth, node] of nodes.entries()) {
      const path = keys.slice(0, depth);
      const canBreak = (faultsBefore[depth] ?? 0) < options.faults;
      for (const each of node.open) {
        if (each.isFault && !canBreak) continue;
        // What other actors could have done here the races tell.
        if (options.reduce && !isSameActor(each, keys[depth], node)) continue;
        want(each.key, path, nodes);
      }
    }
    if (!options.reduce) return;
    for (const { at, instead } of findRaces(result.steps, isDependent)) {
      const node = nodes[at];
      if (!node || instead.some(({ key }) => node.wanted.includes(key))) continue;
      const [first] = instead;
      if (first) want(first.key, keys.slice(0, at), nodes);
    }
  }

  /** Tries whatever is open anywhere: what was left out as it seemed to commute may not. */
  function awaken(node: Node | undefined, path: readonly string[], above: readonly Node[]): void {
    if (!node) return;
    const nodes = [...above, node];
    node.asleep = new Map();
    for (const { key, isFault } of node.open) if (!isFault) want(key, path, nodes);
    for (const [key, child] of node.children) awaken(child, [...path, key], nodes);
  }

  async function tryNext({ path }: Plan): Promise<void> {
    const { choose, nodes, keys, divergence } = createChooser(path);
    const result = await options.execute(choose, plans.length);
    const diverged = divergence();
    if (diverged) {
      divergences.push(diverged);
      return;
    }
    if (keys.length < path.length) {
      divergences.push({
        order: nameOrder(keys),
        expected: [`a step ${path[keys.length] ?? ""}`],
        found: ["the end of the program"],
      });
      return;
    }
    widen(nodes, keys, result);
    if (result.end !== "given-up") await add(result, keys, false);
  }

  async function add(result: Result, keys: readonly string[], isRandom: boolean): Promise<void> {
    const name = nameOrder(keys);
    longest = Math.max(longest, keys.length);
    if (names.has(name)) return;
    names.add(name);
    const order = { name, result, switches: countSwitches(result.steps), isRandom };
    orders.push(order);
    await options.onOrder?.(order, { tried: orders.length, atLeast: orders.length + plans.length });
  }

  const whyStop = (limit: number): Exploration<Result>["stoppedBy"] => {
    if (options.signal?.aborted) return "signal";
    if (performance.now() >= endMs) return "time";
    return orders.length >= limit ? "limit" : undefined;
  };

  let stoppedBy: Exploration<Result>["stoppedBy"];
  const systematic = Math.max(1, options.limit);
  const atRandom = Math.floor(systematic * randomPart);
  while (plans.length > 0) {
    stoppedBy = whyStop(
      // Who cannot try them all tries some at random; that they are not all shows only here.
      orders.length + plans.length > systematic ? systematic - atRandom : systematic,
    );
    if (stoppedBy) break;
    await tryNext(takeCheapest(plans));
  }
  if (stoppedBy === "limit") {
    const random = createRandom(options.seed);
    for (let attempt = 0; attempt < 2 * atRandom; attempt += 1) {
      if (whyStop(systematic)) break;
      const choose = choosePriorities({
        random,
        steps: longest,
        switches: randomSwitches,
        faults: options.faults,
      });
      const result = await options.execute(choose, systematic - orders.length);
      const keys = result.steps.map(({ taken }) => taken.key);
      if (result.end !== "given-up") await add(result, keys, true);
    }
  }

  return {
    isComplete:
      stoppedBy === undefined &&
      divergences.length === 0 &&
      orders.every(({ result }) => result.end === "ended"),
    orders,
    atLeast: orders.length + plans.length,
    isReduced: root !== undefined && leavesOut(root),
    divergences,
    ...(stoppedBy ? { stoppedBy } : {}),
  };
}

/** Goes on with the actor that went last, else with the one that came first. */
export function goOn(open: readonly Choice[], lastActor: number | undefined): Choice | undefined {
  const sound = open.filter(({ isFault }) => !isFault);
  const same = sound.find(({ actor }) => actor === lastActor);
  return same ?? sound.toSorted((a, b) => a.actor - b.actor)[0];
}

/** Whether something was open anywhere that was not taken there, as it leads to nothing that is not tried elsewhere. */
function leavesOut(node: Node): boolean {
  return (
    node.open.some(({ key, isFault }) => !isFault && !node.planned.has(key)) ||
    [...node.children.values()].some(leavesOut)
  );
}

function isSameActor(choice: Choice, key: string | undefined, node: Node): boolean {
  const taken = node.open.find((each) => each.key === key);
  return taken?.actor === choice.actor;
}

function difference(known: readonly Choice[], found: readonly Choice[]): boolean {
  return (
    known.length !== found.length ||
    known.some(({ key, text }, index) => key !== found[index]?.key || text !== found[index]?.text)
  );
}

function faultCounts(keys: readonly string[]): number[] {
  let faults = 0;
  return keys.map((key) => {
    const before = faults;
    if (key.endsWith("x")) faults += 1;
    return before;
  });
}

function takeCheapest(plans: Plan[]): Plan {
  let best = 0;
  for (const [index, { cost, number }] of plans.entries()) {
    const than = plans[best] as Plan;
    if (cost < than.cost || (cost === than.cost && number < than.number)) best = index;
  }
  return plans.splice(best, 1)[0] as Plan;
}

/** A switch is a step of another actor although the one before it could have gone on; a broken connection counts as one, too. */
function costOf(path: readonly string[], nodes: readonly Node[]): number {
  let cost = 0;
  let last: number | undefined;
  for (const [depth, key] of path.entries()) {
    const open = nodes[depth]?.open ?? [];
    const taken = open.find((each) => each.key === key);
    if (!taken) break;
    const couldGoOn = open.some(({ actor, isFault }) => !isFault && actor === last);
    if (taken.actor !== last && couldGoOn) cost += 1;
    if (taken.isFault) cost += 1;
    last = taken.actor;
  }
  return cost;
}

function countSwitches(steps: Execution["steps"]): number {
  let switches = 0;
  for (const [index, { taken, open }] of steps.entries()) {
    const last = steps[index - 1]?.taken.actor;
    if (last === taken.actor) continue;
    if (open.some(({ actor, isFault }) => !isFault && actor === last)) switches += 1;
  }
  return switches;
}

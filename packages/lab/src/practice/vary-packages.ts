import { deserialize, serialize } from "bson";
import type { RegistryPackage } from "../registry/registry-document.ts";
import { readRegistry } from "../registry/registry.ts";

/** What the collection `packages` holds in one attempt. */
export interface VariedPackages {
  bson: Buffer[];
  packages: ReadonlyMap<string, RegistryPackage>;
}

/**
 * Returns the registry with other versions, and without some packages of which `texts` do not speak: what a program prints by
 * heart is wrong in the next run. The same seed makes the same data.
 */
export async function varyPackages(
  seed: number,
  texts: readonly string[],
): Promise<VariedPackages> {
  const random = createRandom(seed);
  const registry = (await readRegistry()).map((each) => deserialize(each) as RegistryPackage);
  const spoken = wordsOf(texts);
  const needed = new Set(
    registry
      .filter(({ _id }) => spoken.has(_id))
      .flatMap(({ _id, dependencies }) => [_id, ...dependencies.map(({ name }) => name)]),
  );
  const kept = registry.flatMap((each) => {
    if (!needed.has(each._id) && random() < 0.08) return [];
    const version = Array.from({ length: 3 }, () => Math.floor(random() * 20)).join(".");
    return [{ ...each, version }];
  });
  return {
    bson: kept.map((each) => Buffer.from(serialize(each))),
    packages: new Map(kept.map((each) => [each._id, each])),
  };
}

/** Returns the packages of which `texts` speak. */
export async function packagesIn(texts: readonly string[]): Promise<string[]> {
  const spoken = wordsOf(texts);
  const registry = (await readRegistry()).map((each) => deserialize(each) as RegistryPackage);
  return registry.flatMap(({ _id }) => (spoken.has(_id) ? [_id] : []));
}

function wordsOf(texts: readonly string[]): Set<string> {
  return new Set(texts.join(" ").match(/[@\w][\w./@-]*/g));
}

/** Numbers from 0 to 1, the same ones for the same seed: https://en.wikipedia.org/wiki/Linear_congruential_generator (glibc's). */
function createRandom(seed: number): () => number {
  let state = seed % 2 ** 31;
  const next = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7f_ff_ff_ff;
    return (state >>> 8) / 2 ** 23;
  };
  next();
  return next;
}

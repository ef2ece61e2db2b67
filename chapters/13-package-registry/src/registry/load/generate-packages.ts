import type { PackageDocument } from "../data/database.ts";
import type { Release } from "../schemas.ts";

/** Of a package, on average. */
export const releasesPerPackage = 50;

const firsts =
  "async blue calm deep early fast green happy iron jolly keen light".split(
    " ",
  );
const seconds =
  "array buffer cache date event file graph hash index json key log".split(" ");
const licenses = ["MIT", "MIT", "MIT", "Apache-2.0", "ISC", "BSD-3-Clause"];
const dayMs = 24 * 60 * 60 * 1000;
const firstDay = Date.UTC(2020, 0, 1);

/**
 * Makes packages that look like real ones: `count` of them with 50 releases on average, some with one and some with 99.
 * The same seed always makes the same packages.
 */
export function* generatePackages(
  count: number,
  seed = 1,
): Generator<PackageDocument> {
  const random = createRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = (texts: string[]): string => texts[below(texts.length)] ?? "";
  const nameOf = (index: number): string => {
    const first = firsts[index % firsts.length];
    const second = seconds[Math.floor(index / firsts.length) % seconds.length];
    return `${first}-${second}-${index}`;
  };

  let more = 0;
  for (let index = 0; index < count; index += 1) {
    // Two and two have a hundred together; a last one without a partner has fifty.
    const isLast = index === count - 1;
    if (index % 2 === 0) more = isLast ? 0 : below(releasesPerPackage);
    const releaseCount = releasesPerPackage + (index % 2 === 0 ? more : -more);
    const releases = generateReleases(releaseCount, random);
    const dependencies = Array.from(
      { length: index === 0 ? 0 : below(6) },
      () => below(index),
    );
    const [latest, oldest] = [releases.at(-1), releases[0]];
    if (!latest || !oldest)
      throw new Error("Cannot make a package without releases");
    yield {
      _id: nameOf(index),
      summary: `A ${pick(firsts)} ${pick(seconds)} with ${pick(seconds)}s in it.`,
      license: pick(licenses),
      keywords: [...new Set([pick(firsts), pick(seconds)])],
      dependencies: [...new Set(dependencies)].map((each) => ({
        name: nameOf(each),
        range: `^${below(3)}.${below(10)}.0`,
      })),
      latest: latest.version,
      releases,
      releaseCount,
      createdAt: oldest.publishedAt,
      updatedAt: latest.publishedAt,
    };
  }
}

function generateReleases(count: number, random: () => number): Release[] {
  let published = firstDay + Math.floor(random() * 900) * dayMs;
  return Array.from({ length: count }, (_, index) => {
    published += Math.floor(random() * 30 * dayMs);
    const version = `${Math.floor(index / 20)}.${index % 20}.0`;
    return { version, publishedAt: new Date(published) };
  });
}

/**
 * Returns numbers from 0 to below 1 that depend on the seed alone: a linear congruential generator.
 * https://en.wikipedia.org/wiki/Linear_congruential_generator
 */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

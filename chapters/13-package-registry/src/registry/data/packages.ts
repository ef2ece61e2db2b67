import type { Collection, ObjectId } from "mongodb";
import type {
  NewRelease,
  PackageDetails,
  PackageSummary,
  Search,
  SearchResults,
} from "../schemas.ts";
import type { PackageDocument } from "./database.ts";
import { isDuplicateKey, Refusal } from "./refusal.ts";

type Packages = Collection<PackageDocument>;

/** A package's releases may be hundreds, and a list shows none of them. */
const summary = {
  summary: 1,
  latest: 1,
  releaseCount: 1,
  updatedAt: 1,
} as const;

type SummaryDocument = Pick<PackageDocument, "_id" | keyof typeof summary>;

function toSummary({ _id, ...rest }: SummaryDocument): PackageSummary {
  return { name: _id, ...rest };
}

/** Returns the `count` packages that were released last, the newest first. */
export async function listRecent(
  packages: Packages,
  count: number,
  signal?: AbortSignal,
): Promise<PackageSummary[]> {
  const found = await packages
    .find<SummaryDocument>({}, { projection: summary, signal })
    .sort({ updatedAt: -1, _id: 1 })
    .limit(count)
    .toArray();
  return found.map(toSummary);
}

/** Returns packages whose name begins with the words, or that have them as a keyword, by name. */
export async function searchPackages(
  packages: Packages,
  { q, limit, after }: Search,
  signal?: AbortSignal,
): Promise<SearchResults> {
  const words = q.toLowerCase();
  // Begins with: an index can be walked to there. And the words are text, whatever they look like.
  const begins = new RegExp(
    `^${words.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")}`,
  );
  const found = await packages
    .find<SummaryDocument>(
      {
        $or: [{ _id: begins }, { keywords: words }],
        ...(after === undefined ? {} : { _id: { $gt: after } }),
      },
      { projection: summary, signal },
    )
    .sort({ _id: 1 })
    // One more than the page has: so the last page is known.
    .limit(limit + 1)
    .toArray();
  const page = found.slice(0, limit).map(toSummary);
  return {
    packages: page,
    ...(found.length > limit ? { next: page.at(-1)?.name } : {}),
  };
}

/** How many releases the details of a package show. */
const shownReleases = 20;

/**
 * Returns a package with its newest releases, and what this registry has of its dependencies: two queries, however many
 * dependencies there are.
 *
 * @throws Refusal 404 when there is none
 */
export async function getPackage(
  packages: Packages,
  name: string,
  signal?: AbortSignal,
): Promise<PackageDetails> {
  const found = await packages.findOne(
    { _id: name },
    { projection: { owner: 0, releases: { $slice: -shownReleases } }, signal },
  );
  if (!found) throw new Refusal(404, `There is no package called ${name}.`);
  const { _id, dependencies, releases, ...rest } = found;

  const names = dependencies.map((each) => each.name);
  const known =
    names.length === 0
      ? []
      : await packages
          .find({ _id: { $in: names } }, { projection: { latest: 1 }, signal })
          .toArray();
  const latest = new Map(known.map((each) => [each._id, each.latest]));
  return {
    name: _id,
    ...rest,
    dependencies: dependencies.map((each) => ({
      ...each,
      latest: latest.get(each.name),
    })),
    releases: releases.toReversed(),
  };
}

/**
 * Publishes a release. The first one of a package makes the package, which then belongs to `owner`. The release, the
 * count and what else changes are one update of one document: it is done whole or not at all.
 *
 * @throws Refusal 409 when this version is there, 403 when the package belongs to somebody else
 */
export async function publishRelease(
  packages: Packages,
  owner: ObjectId,
  name: string,
  { version, ...described }: NewRelease,
): Promise<void> {
  const publishedAt = new Date();
  try {
    await packages.updateOne(
      { _id: name, owner, "releases.version": { $ne: version } },
      {
        $push: { releases: { version, publishedAt } },
        $inc: { releaseCount: 1 },
        $set: { ...described, latest: version, updatedAt: publishedAt },
        $setOnInsert: {
          createdAt: publishedAt,
          ...(described.keywords ? {} : { keywords: [] }),
          ...(described.dependencies ? {} : { dependencies: [] }),
        },
      },
      { upsert: true },
    );
  } catch (error) {
    // It is there, but not as the filter wants it, so the upsert tried to insert it once more.
    if (!isDuplicateKey(error)) throw error;
    const isOwn = await packages.countDocuments({ _id: name, owner });
    throw isOwn
      ? new Refusal(409, `${name} ${version} has been published already.`)
      : new Refusal(403, `${name} belongs to somebody else.`);
  }
}

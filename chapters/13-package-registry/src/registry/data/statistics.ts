import type { Statistics } from "../schemas.ts";
import type { Collections } from "./database.ts";

/** Counts everything: three questions that do not need each other, in one round trip. */
export async function countAll(
  { packages, users }: Pick<Collections, "packages" | "users">,
  signal?: AbortSignal,
): Promise<Statistics> {
  const sum = { $group: { _id: null, releases: { $sum: "$releaseCount" } } };
  const [packageCount, [total], userCount] = await Promise.all([
    packages.estimatedDocumentCount(),
    packages.aggregate<{ releases: number }>([sum], { signal }).toArray(),
    users.estimatedDocumentCount(),
  ]);
  return {
    packages: packageCount,
    releases: total?.releases ?? 0,
    users: userCount,
  };
}

/** How many packages have a license. */
export interface LicenseCount {
  license: string;
  packages: number;
}

/** Returns the licenses of the registry, the most common first. */
export async function countLicenses(
  { packages }: Pick<Collections, "packages">,
  most: number,
  signal?: AbortSignal,
): Promise<LicenseCount[]> {
  return await packages
    .aggregate<LicenseCount>(
      [
        {
          $group: {
            _id: { $ifNull: ["$license", "not stated"] },
            packages: { $sum: 1 },
          },
        },
        { $sort: { packages: -1, _id: 1 } },
        { $limit: most },
        { $project: { _id: 0, license: "$_id", packages: 1 } },
      ],
      { signal },
    )
    .toArray();
}

/** What the registry accepts and answers. The web API, the command line and the tests share these schemas. */
import { z } from "zod";

/** Names as npm has them: https://docs.npmjs.com/cli/configuring-npm/package-json#name */
export const PackageName = z
  .string()
  .max(214, "has at most 214 characters")
  .regex(
    /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/i,
    'is a name such as "mongodb" or "@types/node"',
  );

/** A version of https://semver.org */
export const Version = z
  .string()
  .max(64, "has at most 64 characters")
  .regex(
    /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/,
    'is a version such as "1.2.3"',
  );

/** One person has one address, however it is written. */
export const EmailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "has at most 254 characters")
  .pipe(z.email('is an address such as "ada@example.com"'));

/** Long enough to be hard to guess, and short enough to be hashed. */
export const Password = z
  .string()
  .min(10, "has at least 10 characters")
  .max(200, "has at most 200 characters");

/** A link that a page may show: no javascript: among them. */
export const WebAddress = z.url({ protocol: /^https?$/ }).max(2_000);

const Text = z.string().trim().max(500, "has at most 500 characters");
const Keyword = z.string().trim().toLowerCase().min(1).max(60);

/** A package.json names npm packages in many ways ("npm:other@1"), so a range is any short text. */
export const Dependency = z.object({
  name: PackageName,
  range: z.string().max(200),
});

export const Release = z.object({ version: Version, publishedAt: z.date() });

export const NewUser = z.strictObject({
  name: Text.min(1, "is not empty"),
  email: EmailAddress,
  password: Password,
});

export const User = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
});

/** A wrong password of any length is a wrong password: the rules are for new ones. */
export const Credentials = z.strictObject({
  email: EmailAddress,
  password: z.string().max(200, "has at most 200 characters"),
});

export const NewRelease = z.strictObject({
  version: Version,
  summary: Text.optional(),
  license: z.string().trim().max(100).optional(),
  homepage: WebAddress.optional(),
  keywords: z.array(Keyword).max(50, "are at most 50").optional(),
  dependencies: z.array(Dependency).max(500, "are at most 500").optional(),
});

export const PackageSummary = z.object({
  name: z.string(),
  summary: z.string().optional(),
  latest: z.string(),
  releaseCount: z.number().int(),
  updatedAt: z.date(),
});

export const PackageDetails = PackageSummary.extend({
  license: z.string().optional(),
  homepage: z.string().optional(),
  keywords: z.array(z.string()),
  createdAt: z.date(),
  /** `latest` is missing for what is not in this registry. */
  dependencies: z.array(Dependency.extend({ latest: z.string().optional() })),
  /** The newest releases, the newest first; `releaseCount` says how many there are. */
  releases: z.array(Release),
});

/** How many a caller may ask for at once: a number without a limit is a way to ask for everything. */
export const Count = z.coerce.number().int().min(1).max(100);

export const Search = z.object({
  q: z
    .string()
    .trim()
    .min(1, "is not empty")
    .max(100, "has at most 100 characters"),
  limit: Count.default(20),
  /** The last name of the page before. */
  after: PackageName.optional(),
});

export const SearchResults = z.object({
  packages: z.array(PackageSummary),
  /** What to send as `after` for the next page; missing on the last one. */
  next: z.string().optional(),
});

export const Statistics = z.object({
  packages: z.number().int(),
  releases: z.number().int(),
  users: z.number().int(),
});

export const AccessToken = z.object({ token: z.string(), expiresAt: z.date() });

/** Errors as https://www.rfc-editor.org/rfc/rfc9457 has them. */
export const Problem = z.object({
  status: z.number().int(),
  title: z.string(),
  detail: z.string(),
  /** Which part of the request is wrong, and how. */
  errors: z
    .array(z.object({ path: z.string(), message: z.string() }))
    .optional(),
  /** Stands in the server's log, too. */
  requestId: z.string(),
});

export type Dependency = z.infer<typeof Dependency>;
export type Release = z.infer<typeof Release>;
export type NewUser = z.infer<typeof NewUser>;
export type User = z.infer<typeof User>;
export type Credentials = z.infer<typeof Credentials>;
export type NewRelease = z.infer<typeof NewRelease>;
export type PackageSummary = z.infer<typeof PackageSummary>;
export type PackageDetails = z.infer<typeof PackageDetails>;
export type Search = z.infer<typeof Search>;
export type SearchResults = z.infer<typeof SearchResults>;
export type Statistics = z.infer<typeof Statistics>;
export type AccessToken = z.infer<typeof AccessToken>;
export type Problem = z.infer<typeof Problem>;

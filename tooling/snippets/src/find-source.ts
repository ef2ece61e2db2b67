import type { Catalog, Source } from "./catalog.ts";
import { fence, hashBlock } from "./fence.ts";
import { hashText, withoutMarkers, type Region } from "./region.ts";

export interface Snippet {
  /** "06/gather#gather" for a region, "06/gather" for the whole file. */
  id: string;
  source: Source;
  region?: Region;
  text: string;
  /** SHA-256 of the text in hex. */
  sha256: string;
}

/** The id names nothing; the message says where it may be meant to point. */
export class UnknownIdError extends Error {
  override name = "UnknownIdError";
}

/** Returns every region of the catalog as a snippet, in order of id. */
export function listSnippets(catalog: Catalog): Snippet[] {
  return [...catalog.sources.values()].flatMap((source) =>
    source.regions.map((region) => toSnippet(source, region)),
  );
}

function toSnippet(source: Source, region?: Region): Snippet {
  const text = region ? region.text : withoutMarkers(source.text);
  return {
    id: region ? `${source.id}#${region.name}` : source.id,
    source,
    ...(region ? { region } : {}),
    text,
    sha256: hashText(text),
  };
}

/**
 * Returns what `id` names.
 *
 * @param formerHash hash of the block that a lesson shows under this id: finds where it moved to
 * @throws UnknownIdError when there is no such file or region
 */
export function findSnippet(catalog: Catalog, id: string, formerHash?: string): Snippet {
  const [sourceId = "", regionName] = id.split("#");
  const source = catalog.sources.get(sourceId);
  if (source && regionName === undefined) return toSnippet(source);
  const region = source?.regions.find(({ name }) => name === regionName);
  if (source && region) return toSnippet(source, region);
  throw new UnknownIdError(explainUnknown(catalog, id, source, formerHash));
}

function explainUnknown(
  catalog: Catalog,
  id: string,
  source: Source | undefined,
  formerHash: string | undefined,
): string {
  const all = listSnippets(catalog);
  const moved =
    formerHash && all.find(({ text }) => hashBlock(fence("ts", text)) === formerHash.slice(0, 8));
  if (moved) return `there is no ${id} anymore: it is ${moved.id} now (the same text)`;
  if (source) {
    const names = source.regions.map(({ name }) => name);
    return names.length > 0
      ? `${source.path} has no region "${id.split("#")[1]}": it has ${names.join(", ")}`
      : `${source.path} has no region at all`;
  }
  const [sourceId = "", regionName] = id.split("#");
  const stem = sourceId.split("/").at(-1) ?? "";
  const namesakes = [...catalog.sources.values()]
    .filter((other) => other.id.endsWith(`/${stem}`))
    .map((other) => (regionName ? `${other.id}#${regionName}` : other.id));
  if (namesakes.length > 0) {
    return `there is no program ${sourceId}: did it move to ${namesakes.join(" or ")}?`;
  }
  const alike = all
    .filter(({ region }) => region && region.name === regionName)
    .map(({ id: other }) => other);
  const hint = alike.length > 0 ? `; a region of that name is in ${alike.join(", ")}` : "";
  return `there is no program ${sourceId}${hint}: "pnpm lesson snippets list" shows what there is`;
}

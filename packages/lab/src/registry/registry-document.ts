/** One package of the registry, as the programs find it in the collection `packages`. */
export interface RegistryPackage {
  /** The package's name. */
  _id: string;
  version: string;
  description?: string;
  /** SPDX expression, as the package states it. */
  license?: string;
  keywords: string[];
  author?: Person;
  maintainers: Person[];
  homepage?: string;
  /** URL of the source. */
  repository?: string;
  /** How its .js files are read. */
  type: "module" | "commonjs";
  /** Versions of Node that it asks for. */
  node?: string;
  /** Names of the commands that it installs. */
  commands: string[];
  /**
   * An array, not an object with one field per dependency: package names hold dots and "$", which a
   * field's path gives a meaning, and only an array can be indexed and matched by name.
   */
  dependencies: Dependency[];
  peerDependencies: Dependency[];
}

export interface Person {
  name: string;
  email?: string;
  url?: string;
}

export interface Dependency {
  name: string;
  range: string;
}

/**
 * Returns the registry's document for the content of a package.json, or undefined when it has no
 * name and version. Every field is what its author wrote, brought into one form.
 */
export function toRegistryPackage(manifest: unknown): RegistryPackage | undefined {
  if (!isRecord(manifest)) return undefined;
  const { name, version } = manifest;
  if (typeof name !== "string" || typeof version !== "string") return undefined;
  return withoutUndefined({
    _id: name,
    version,
    description: text(manifest.description),
    license: licenseOf(manifest),
    keywords: textsOf(manifest.keywords),
    author: person(manifest.author),
    maintainers: peopleOf(manifest.maintainers),
    homepage: text(manifest.homepage),
    repository: text(manifest.repository) ?? text(field(manifest.repository, "url")),
    type: manifest.type === "module" ? ("module" as const) : ("commonjs" as const),
    node: text(field(manifest.engines, "node")),
    commands: commandsOf(name, manifest.bin),
    dependencies: dependenciesOf(manifest.dependencies),
    peerDependencies: dependenciesOf(manifest.peerDependencies),
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function field(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

/** Keywords are an array by npm's rule; old packages write "a, b" or "a b". */
function textsOf(value: unknown): string[] {
  const items: unknown[] = typeof value === "string" ? value.split(/[\s,]+/) : toArray(value);
  return items.flatMap((item) => text(item) ?? []);
}

function toArray(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** `license` is a string today; `{ type }` and the plural `licenses` are its older forms. */
function licenseOf(manifest: Record<string, unknown>): string | undefined {
  const stated = text(manifest.license) ?? text(field(manifest.license, "type"));
  if (stated !== undefined) return stated;
  const many = toArray(manifest.licenses).flatMap(
    (entry) => text(entry) ?? text(field(entry, "type")) ?? [],
  );
  return many.length > 0 ? many.join(" OR ") : undefined;
}

/** A person is an object, or one string in the form "Name <email> (url)". */
function person(value: unknown): Person | undefined {
  if (isRecord(value)) {
    const name = text(value.name);
    if (name === undefined) return undefined;
    return withoutUndefined({ name, email: text(value.email), url: text(value.url) });
  }
  const parts = /^([^<(]+)(?:<([^>]*)>)?\s*(?:\(([^)]*)\))?/.exec(text(value) ?? "");
  const name = text(parts?.[1]);
  if (name === undefined) return undefined;
  return withoutUndefined({ name, email: text(parts?.[2]), url: text(parts?.[3]) });
}

function peopleOf(value: unknown): Person[] {
  return toArray(value).flatMap((entry) => person(entry) ?? []);
}

/** `bin` is an object of commands, or one path: then the command has the package's own name. */
function commandsOf(name: string, bin: unknown): string[] {
  if (typeof bin === "string") return [name.slice(name.indexOf("/") + 1)];
  return isRecord(bin) ? Object.keys(bin).toSorted() : [];
}

function dependenciesOf(value: unknown): Dependency[] {
  if (!isRecord(value)) return [];
  return Object.entries(value)
    .flatMap(([name, range]) => (typeof range === "string" ? { name, range } : []))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** BSON would keep an undefined field as null: a package without an author has no author field. */
function withoutUndefined<T extends object>(value: T): T {
  for (const key of Object.keys(value) as (keyof T)[]) {
    if (value[key] === undefined) delete value[key];
  }
  return value;
}

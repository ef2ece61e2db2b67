/**
 * Returns "name@version" of each package that `lockfile` (the text of a pnpm-lock.yaml) installs on
 * every machine.
 *
 * A package for one OS or CPU can only be an optional dependency, and so can what it alone brings
 * along; pnpm marks all of them `optional: true` in the section `snapshots`. That section is read
 * line by line: pnpm writes it, always in this form, and the rest of YAML never occurs in it.
 */
export function readLockedPackages(lockfile: string): Set<string> {
  const packages = new Set<string>();
  let isInSnapshots = false;
  let current: { key: string; isOptional: boolean } | undefined;

  function endEntry(): void {
    // The same version may stand here again with other peers; one that is not optional is enough.
    if (current && !current.isOptional) packages.add(current.key);
    current = undefined;
  }

  for (const line of lockfile.split(/\r?\n/)) {
    if (/^\S/.test(line)) {
      endEntry();
      isInSnapshots = line.startsWith("snapshots:");
    } else if (isInSnapshots) {
      const key = /^ {2}'?(@?[^'\s(:@]+@[^'\s(:]+)/.exec(line)?.[1];
      if (key !== undefined) {
        endEntry();
        current = { key, isOptional: false };
      } else if (current && /^ {4}optional: true\s*$/.test(line)) {
        current.isOptional = true;
      }
    }
  }
  endEntry();
  return packages;
}

import { readdirSync, statSync } from "node:fs";
import path from "node:path";

/** The folder `vitepress` holds what the site is built from: copies of the lessons. */
const skipped = new Set(["node_modules", ".git", ".turbo", ".cache", "vitepress"]);

/**
 * Returns the Markdown files that `paths` name: a file as it is, a folder with all below it, sorted.
 *
 * @throws the file system's error for a path that is not there
 */
export function findMarkdownFiles(paths: string[]): string[] {
  return paths.flatMap((each) => {
    if (!statSync(each).isDirectory()) return [each];
    return walk(each);
  });
}

function walk(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const full = path.join(folder, entry.name);
      if (entry.isDirectory()) return skipped.has(entry.name) ? [] : walk(full);
      return entry.isFile() && entry.name.endsWith(".md") ? [full] : [];
    });
}

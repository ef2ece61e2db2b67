import { join } from "node:path";

export const readmeFile = join(import.meta.dirname, "..", "README.md");

const start = "<!-- support: written by `pnpm --filter @samples/embedded-mongo support` -->";
const end = "<!-- end of support -->";

/** Returns the text of the README with `table` between its marks. @throws Error when it has no marks */
export function withTable(readme: string, table: string): string {
  const from = readme.indexOf(start);
  const to = readme.indexOf(end);
  if (from === -1 || to < from)
    throw new Error("Cannot write the table as the README has no marks for it");
  return `${readme.slice(0, from + start.length)}\n\n${table}\n\n${readme.slice(to)}`;
}

import { execFileSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** Root folder of this repository. */
export const repositoryRoot = path.resolve(fileURLToPath(import.meta.url), "../../../..");

/**
 * Returns where a file of the repository can be seen on the web, at the commit that is built: in a workflow from its
 * environment. Undefined where nobody says which repository this is.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
export function permalink(file: string, environment = process.env): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = environment;
  if (!server || !repository) return undefined;
  return `${server}/${repository}/blob/${environment.GITHUB_SHA ?? headCommit()}/${file}`;
}

function headCommit(): string {
  return execFileSync("git", ["rev-parse", "HEAD"], {
    cwd: repositoryRoot,
    encoding: "utf8",
  }).trim();
}

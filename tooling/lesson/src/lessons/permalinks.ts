import { execFileSync } from "node:child_process";
import type { Source } from "@samples/snippets";

/**
 * Returns a function that says where lines of a source can be seen on the web: at the present commit, of the remote
 * "origin". Undefined without git, without such a remote, and for a file that differs from the commit.
 */
export function createPermalinks(
  root: string,
): (source: Source, startLine: number, endLine: number) => string | undefined {
  const commit = git(root, ["rev-parse", "HEAD"]);
  const remote = git(root, ["remote", "get-url", "origin"]);
  const base = remote && webAddress(remote);
  if (!commit || !base) return () => undefined;
  const changed = new Set(
    (git(root, ["status", "--porcelain", "--no-renames"]) ?? "")
      .split("\n")
      .map((line) => line.slice(3)),
  );
  return (source, startLine, endLine) =>
    changed.has(source.path)
      ? undefined
      : `${base}/blob/${commit}/${source.path}#L${startLine}-L${endLine}`;
}

/** Returns the https address of a remote, without credentials; undefined for one that is only a path. */
export function webAddress(remote: string): string | undefined {
  const ssh = /^(?:ssh:\/\/)?git@([^:/]+)[:/](.+?)(?:\.git)?$/.exec(remote);
  if (ssh) return `https://${ssh[1]}/${ssh[2]}`;
  const web = /^https?:\/\/(?:[^@/]*@)?([^/]+\/.+?)(?:\.git)?\/?$/.exec(remote);
  return web ? `https://${web[1]}` : undefined;
}

function git(root: string, args: string[]): string | undefined {
  try {
    return execFileSync("git", args, {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trimEnd();
  } catch {
    return undefined;
  }
}

import { relative } from "node:path";
import type { ProgramHeader } from "../program/program-header.ts";
import { repositoryRoot } from "../registry/repository-root.ts";

/**
 * Returns the connection string of a program. A lesson's program may open all connections that it needs at once, so that ten
 * queries of its first line are sent together: with the driver's default, `maxConnecting=2`, ten cold queries at a latency
 * of 50 ms end within 100 ms instead of 62, and every lesson would begin with a warm-up. So do copies of them (`isCopy`). Programs whose header says `@pool default` (where the
 * cold pool is the lesson) and files from elsewhere get the driver's defaults.
 *
 * @see https://www.mongodb.com/docs/drivers/node/current/connect/connection-options/connection-pools/
 */
export function withPool(
  uri: string,
  path: string,
  { tags }: ProgramHeader,
  isCopy = false,
): string {
  const isLesson = isCopy || /^chapters[\\/]/.test(relative(repositoryRoot, path));
  if (!isLesson || tags.pool === "default" || /[?&]maxConnecting=/i.test(uri)) return uri;
  return `${uri}&maxConnecting=100`;
}

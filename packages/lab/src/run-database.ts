import { randomBytes } from "node:crypto";
import { readRegistry } from "./registry/registry.ts";
import type { LabServer } from "./server/lab-server.ts";

/** The database of one run. */
export interface RunDatabase {
  readonly name: string;
  /**
   * Makes and fills it.
   *
   * @throws LabError when the server does not let us
   */
  create(): Promise<void>;
  /** Drops it, if `create` has made it; waits for a `create` that is still at work. */
  drop(): Promise<void>;
}

/**
 * Returns a database that has a name of its own, and is not made yet.
 *
 * @param packages what its collection `packages` is to hold, as BSON. Default: the registry
 */
export function createRunDatabase(server: LabServer, packages?: Buffer[]): RunDatabase {
  const name = `lesson_${randomBytes(8).toString("hex")}`;
  let creation: Promise<void> | undefined;
  return {
    name,
    create() {
      creation ??= Promise.resolve(packages ?? readRegistry()).then((documents) =>
        server.createDatabase(name, documents),
      );
      return creation;
    },
    async drop() {
      if (!creation) return;
      // The caller of create() was told of its failure.
      await creation.catch(() => undefined);
      await server.dropDatabase(name);
    },
  };
}

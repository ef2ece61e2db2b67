import { fileURLToPath } from "node:url";

/** The repository's root. */
export const repository = fileURLToPath(new URL("../../../", import.meta.url));

/** Where clients and servers of others are installed: no `pnpm install` brings them, and no commit has them. */
export const cacheFolder = fileURLToPath(
  new URL("../../../node_modules/.cache/conformance", import.meta.url),
);

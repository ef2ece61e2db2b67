import { fileURLToPath } from "node:url";

/** In an exported exercise: the embedded server was bundled when the exercise was exported. */
export function bundleServer(): Promise<string> {
  return Promise.resolve(fileURLToPath(new URL("./server/main.mjs", import.meta.url)));
}

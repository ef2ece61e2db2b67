import { fileURLToPath } from "node:url";

/** In an exported exercise: the folder of what checks it. The student's file lies outside of it. */
export const repositoryRoot = fileURLToPath(new URL(".", import.meta.url));

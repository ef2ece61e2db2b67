#!/usr/bin/env node
// `pnpm registry`: the registry's own command line, in TypeScript. `pnpm registry demo` starts it with a database and data
// beside it. This is a part of the lessons, not of the application: src/registry needs nothing of it.
import { fileURLToPath, URL } from "node:url";

const cli = fileURLToPath(new URL("../src/registry/cli.ts", import.meta.url));
const tsx = import.meta.resolve("tsx");
const [command, ...args] = process.argv.slice(2);

if (command === "demo") {
  const lesson = new URL("../../../tooling/lesson/bin/lesson.mjs", import.meta.url);
  const serve = [process.execPath, "--import", tsx, cli, "serve", "--sample", ...args];
  process.env.LOG_LEVEL ??= "warn";
  process.argv.splice(2, Infinity, "mongo", "--database", "registry", "--", ...serve);
  await import(lesson.href);
} else {
  await import("tsx");
  await import("../src/registry/cli.ts");
}

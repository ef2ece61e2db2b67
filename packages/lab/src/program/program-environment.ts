import { fileURLToPath } from "node:url";

/**
 * Variables of the person who runs the lab that would make a program behave in another way under test than by hand,
 * or show it a connection string that is not its own.
 */
const notForTheProgram =
  /^(VITEST.*|TEST|FORCE_COLOR|NODE_CHANNEL_FD|NODE_CHANNEL_SERIALIZATION_MODE|NODE_UNIQUE_ID|LESSON_MONGO|LAB_EMBEDDED_SERVER|MONGO_IMAGE|TURBO_.*)$/;

/**
 * Where Node.js keeps what it has compiled of programs and of the packages that they import, the driver above all: a
 * fifth of what a start costs. 22.1 and newer do so: https://nodejs.org/api/module.html#module-compile-cache
 */
const compileCache = fileURLToPath(new URL("../../node_modules/.cache/compiled", import.meta.url));

/** Returns the environment of the program: the user's, without what is the lab's, and with `added`. */
export function programEnvironment(
  environment: NodeJS.ProcessEnv,
  added: Record<string, string>,
): NodeJS.ProcessEnv {
  const result: NodeJS.ProcessEnv = {};
  const isTest = environment.VITEST !== undefined;
  for (const [name, value] of Object.entries(environment)) {
    if (notForTheProgram.test(name)) continue;
    if (
      isTest &&
      (name === "NODE_ENV" ||
        name === "MODE" ||
        name === "DEV" ||
        name === "PROD" ||
        name === "SSR" ||
        name === "BASE_URL")
    )
      continue;
    result[name] = value;
  }
  return { NODE_COMPILE_CACHE: compileCache, ...result, ...added };
}

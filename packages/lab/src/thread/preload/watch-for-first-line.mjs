// @ts-check
/**
 * Finds the moment between the loading of modules and the program's first line.
 *
 * Modules run in the order of their imports, and then the module that imports
 * them. So the program's source gets one more import, as its last one: what that
 * imports runs right before the program's own first line. It stands at the end of the
 * source, where it moves no line and no column.
 */
import { realpathSync } from "node:fs";
import * as nodeModule from "node:module";
import { pathToFileURL } from "node:url";
import { isMainThread } from "node:worker_threads";
import { registerHooks } from "../../register-hooks.mjs";
import { appendFirstLineImport, isUrlOf } from "./append-first-line-import.mjs";
import { markFirstLine } from "./recorder.mjs";

let stopWatching = () => {};

/** Must be called before any loader for TypeScript is registered, so that it is nearest to the source. */
export function watchForFirstLine() {
  const path = realPathOfProgram();
  if (path === undefined) return;
  const entryUrl = pathToFileURL(path).href;

  if (registerHooks) {
    const hooks = registerHooks({
      load(url, context, nextLoad) {
        const loaded = nextLoad(url, context);
        if (!isUrlOf(entryUrl, url)) return loaded;
        stopWatching();
        // A CommonJS module runs as soon as it is loaded, and loads the others as it goes.
        if (loaded.format?.startsWith("commonjs")) markFirstLine();
        return appendFirstLineImport(loaded);
      },
    });
    stopWatching = () => hooks.deregister();
    return;
  }

  // Node.js 20: loaders live on a thread of their own. The main thread has one
  // anyway, for TypeScript; a worker is not worth another.
  if (!isMainThread) return;
  nodeModule.register(new URL("./first-line-loader.mjs", import.meta.url), { data: { entryUrl } });
  watchCompilation(path);
}

/** The program's own first line is next. */
export function reachFirstLine() {
  stopWatching();
  markFirstLine();
}

/** @returns {string | undefined} undefined for `node -e`, or a file that is not there: that is for Node.js to say */
function realPathOfProgram() {
  const entry = process.argv[1];
  try {
    return entry === undefined ? undefined : realpathSync(entry);
  } catch {
    return undefined;
  }
}

/**
 * A CommonJS program on Node.js 20: the loaders' thread sees it, but cannot tell this one.
 * @param {string} path
 */
function watchCompilation(path) {
  const modules = /** @type {CompiledModule} */ (
    /** @type {unknown} */ (nodeModule.Module.prototype)
  );
  const original = modules._compile;
  /** @type {Compile} */
  const watched = function compile(content, filename, ...rest) {
    if (filename === path) reachFirstLine();
    return original.call(this, content, filename, ...rest);
  };
  modules._compile = watched;
  stopWatching = () => {
    // Somebody else may have wrapped it meanwhile.
    if (modules._compile === watched) modules._compile = original;
  };
}

/**
 * @typedef {(this: unknown, content: string, filename: string, ...rest: unknown[]) => unknown} Compile
 * @typedef {{ _compile: Compile }} CompiledModule
 */

// @ts-check
/** What a program of one file has instead of its import of the driver: the same code, in one piece, and compiled already. */
"use strict";
const { readFileSync } = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const { Script } = require("node:vm");

/**
 * Runs the driver and returns what it exports, and the script that it came of.
 *
 * @param {string} file
 */
module.exports = function loadDriver(file) {
  // One byte for each character: esbuild writes ASCII.
  const source = readFileSync(file, "latin1");
  const script = new Script(Module.wrap(source), { filename: file, cachedData: readCache(file) });
  const loaded = { exports: {} };
  const run = script.runInThisContext();
  run.call(
    loaded.exports,
    loaded.exports,
    Module.createRequire(file),
    loaded,
    file,
    path.dirname(file),
  );
  return { driver: loaded.exports, script };
};

/** @param {string} file */
function readCache(file) {
  try {
    return readFileSync(`${file}.cache`);
  } catch {
    // It is being made. V8 also looks whether it is its own, and compiles if not.
    return undefined;
  }
}

/**
 * @title A function that can pause and go on
 * @python yield
 *
 * An ordinary function runs from its first line to its last. A generator
 * function stops at every `yield`, and continues from there when `next()` is
 * called, with its variables as they were. An async function pauses in the same
 * way at every `await`. Notice that the call itself runs nothing of the body.
 */

// #region install
function* install(name: string): Generator<string, string, string> {
  console.log("  install: starts");
  const version = yield `which version of ${name}?`;
  console.log(`  install: goes on with ${version}`);
  const license = yield `which license has ${version}?`;
  console.log(`  install: goes on with ${license}`);
  return `${name}@${version} (${license})`;
}
// #endregion

// #region caller
console.log("the call");
const installation = install("mongodb");
console.log("after the call");

const first = installation.next();
console.log(first.value);

const second = installation.next("7.9.0");
console.log(second.value);

const last = installation.next("Apache-2.0");
console.log(last.value);
// #endregion

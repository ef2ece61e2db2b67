/**
 * @title A function that pauses and goes on
 * @python yield
 *
 * A function runs from its first line to its last, and nobody gets in between.
 * A generator function stops at every `yield`, and goes on from there when it
 * is asked to, with its variables as they were. That is all that `await`
 * needs. Notice that the call itself runs nothing of the body.
 */

// #region install
function* install(name: string): Generator<string, string, string> {
  console.log("    install: begins");
  const version = yield `which version of ${name}?`;
  console.log(`    install: goes on, ${name} is at ${version}`);
  const licence = yield `which licence has ${version}?`;
  console.log(`    install: goes on, the licence is ${licence}`);
  return `${name}@${version} (${licence})`;
}
// #endregion

// #region caller
console.log("caller: calls install");
const installation = install("mongodb");
console.log("caller: has it, and nothing ran");

const first = installation.next();
console.log(`caller: is asked "${first.value}", has time for other work`);

const second = installation.next("7.9.0");
console.log(`caller: is asked "${second.value}", has time for other work`);

const last = installation.next("Apache-2.0");
console.log(`caller: install is done: ${last.value}`);
// #endregion

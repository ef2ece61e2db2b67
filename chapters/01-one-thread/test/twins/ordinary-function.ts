/**
 * @title An ordinary function cannot be paused
 * @twin restartable-function.ts
 * @wrong
 *
 * It gets its answers before it begins, and runs from its first line to its last.
 */
function install(name: string, version: string, licence: string) {
  console.log("    install: begins");
  console.log(`    install: goes on, ${name} is at ${version}`);
  console.log(`    install: goes on, the licence is ${licence}`);
  return `${name}@${version} (${licence})`;
}

console.log("caller: calls install");
const installed = install("mongodb", "7.9.0", "Apache-2.0");
console.log("caller: has it, and nothing ran");
console.log('caller: is asked "which version of mongodb?", has time for other work');
console.log('caller: is asked "which licence has 7.9.0?", has time for other work');
console.log(`caller: install is done: ${installed}`);

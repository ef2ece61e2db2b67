/**
 * @title An ordinary function cannot be paused
 * @twin restartable-function.ts
 * @wrong
 *
 * It gets its answers before it starts, and runs from its first line to its last.
 */
function install(name: string, version: string, license: string) {
  console.log("  install: starts");
  console.log(`  install: goes on with ${version}`);
  console.log(`  install: goes on with ${license}`);
  return `${name}@${version} (${license})`;
}

console.log("the call");
const installed = install("mongodb", "7.9.0", "Apache-2.0");
console.log("after the call");
console.log("which version of mongodb?");
console.log("which license has 7.9.0?");
console.log(installed);

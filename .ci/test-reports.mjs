// The JSON reports that vitest leaves in each package (turbo restores them on a cache hit):
// `clear FOLDERS` removes them, `count FOLDERS STATUS` prints how many tests passed and failed, where STATUS is the exit
// code of the run that should have written them, and on stderr which failed. FOLDERS is one package's, or "all".
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";

const report = path.join(".cache", "test-report.json");

const [action, folders, status] = process.argv.slice(2);

/** Folders of the packages that have tests. */
const all = ["packages", "tooling", "chapters"]
  .flatMap((group) => readdirSync(group).map((name) => path.join(group, name)))
  .filter((folder) => {
    const manifest = path.join(folder, "package.json");
    return existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).scripts?.test;
  });

const tested = folders === "all" ? all : [folders];

/** A file that breaks before its first test has no failed test in it, and counts as one. */
function countReport(folder) {
  const file = path.join(folder, report);
  if (!existsSync(file)) {
    console.error(`No test report in ${folder}: its tests did not run to the end.`);
    return { passed: 0, failed: 1 };
  }
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, "utf8"));
  const broken = testResults.filter(
    (each) =>
      each.status === "failed" && each.assertionResults.every((test) => test.status !== "failed"),
  );
  for (const { name, message } of broken) console.error(`${name}: ${message}`);
  for (const { name, assertionResults } of testResults) {
    for (const test of assertionResults.filter((each) => each.status === "failed")) {
      console.error(`${name}: ${test.fullName}`);
      console.error(test.failureMessages.join("\n").split("\n").slice(0, 30).join("\n"));
    }
  }
  return { passed: numPassedTests, failed: numFailedTests + broken.length };
}

if (action === "clear") {
  for (const folder of tested) rmSync(path.join(folder, report), { force: true });
} else if (action === "count") {
  const counts = tested.map(countReport);
  const passed = counts.reduce((sum, count) => sum + count.passed, 0);
  const failed = counts.reduce((sum, count) => sum + count.failed, 0);
  // An error outside of any test (an unhandled rejection) shows in the exit code alone.
  const unexplained = (status !== "0" && failed === 0) || passed + failed === 0 ? 1 : 0;
  console.log(`${passed} ${failed + unexplained}`);
} else {
  console.error("Usage: node .ci/test-reports.mjs clear FOLDERS | count FOLDERS STATUS");
  process.exitCode = 1;
}

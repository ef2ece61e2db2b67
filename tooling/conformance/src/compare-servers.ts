/**
 * Runs the embedded server's suite, the lab's tests of orders and the chapters' tests against SecantusDB, and compares what fails with the list
 * of known differences. Ends with 1 when something differs that is not listed, or is listed and no longer differs.
 */
import { readdirSync } from "node:fs";
import path from "node:path";
import { repository } from "./cache-folder.ts";
import { compareWithKnown } from "./compare-with-known.ts";
import { installPythonPackages } from "./install-python-packages.ts";
import { announceNotRun } from "./installation.ts";
import { knownDifferences } from "./known-differences.ts";
import { runSuite } from "./run-suite.ts";
import { secantusRequirement, startSecantus } from "./start-secantus.ts";

const wanted = process.argv.slice(2);
const chapters = readdirSync(path.join(repository, "chapters")).filter((name) =>
  /^\d\d-/.test(name),
);
/** Of a suite that is not about a server, the files that are. */
const files: Partial<Record<string, string[]>> = { "packages/lab": ["test/orders.test.ts"] };
const suites = [
  "packages/embedded-mongo",
  "packages/lab",
  ...chapters.map((name) => `chapters/${name}`),
].filter((folder) => wanted.length === 0 || wanted.includes(folder));

const installation = await installPythonPackages([secantusRequirement]);
if ("reason" in installation) announceNotRun("the tests against SecantusDB", installation.reason);
else process.exitCode = (await compare()) ? 0 : 1;

async function compare(): Promise<boolean> {
  const problems: string[] = [];
  for (const folder of suites) {
    const server = await startSecantus();
    try {
      const { passed, failed, all } = await runSuite(
        folder,
        { SERVER_UNDER_TEST: server.uri, LESSON_MONGO: server.uri },
        files[folder],
      );
      const found = compareWithKnown(knownDifferences[folder] ?? {}, failed, all);
      process.stdout.write(`${folder}: ${passed} alike, ${failed.length} differ\n`);
      problems.push(...found.map((problem) => `${folder}: ${problem}`));
    } finally {
      await server.close();
    }
  }
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  return problems.length === 0;
}

import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { repository } from "./cache-folder.ts";
import { runCommand } from "./run-command.ts";

export interface SuiteResult {
  passed: number;
  /** Each test that failed, as "test/crud.test.ts: inserting refuses an array as _id". */
  failed: string[];
  /** Every test, by the same names. */
  all: string[];
}

interface Report {
  numPassedTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string }[];
  }[];
}

/**
 * Runs the tests of a package against another server.
 *
 * @param folder relative to the repository, "packages/embedded-mongo"
 * @param files only these of its test files
 * @throws Error when vitest leaves no report
 */
export async function runSuite(
  folder: string,
  env: NodeJS.ProcessEnv,
  files: string[] = [],
): Promise<SuiteResult> {
  const cwd = path.join(repository, folder);
  const reportFile = path.join(cwd, ".cache", "test-report.json");
  await rm(reportFile, { force: true });
  const vitest = path.join(cwd, "node_modules", "vitest", "vitest.mjs");
  const { stdout, stderr } = await runCommand(process.execPath, [vitest, "run", ...files], {
    cwd,
    env,
  });
  if (!existsSync(reportFile)) {
    throw new Error(`The tests of ${folder} left no report:\n${stdout}\n${stderr}`);
  }
  const report = JSON.parse(await readFile(reportFile, "utf8")) as Report;
  // It describes another server and must not be counted as a run of `pnpm test`.
  await rm(reportFile);

  const failed = report.testResults.flatMap(({ name, status, assertionResults }) => {
    const file = path.relative(cwd, name).replaceAll(path.sep, "/");
    const tests = assertionResults.filter((test) => test.status === "failed");
    if (status === "failed" && tests.length === 0) return [`${file}: does not run`];
    return tests.map(({ fullName }) => `${file}: ${fullName}`);
  });
  const all = report.testResults.flatMap(({ name, assertionResults }) => {
    const file = path.relative(cwd, name).replaceAll(path.sep, "/");
    return assertionResults.map(({ fullName }) => `${file}: ${fullName}`);
  });
  return { passed: report.numPassedTests, failed, all };
}

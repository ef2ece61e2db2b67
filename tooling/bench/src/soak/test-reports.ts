import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** What the tests of one package said. */
export interface Counts {
  passed: number;
  /** "package: test", for each test that failed. */
  failures: string[];
}

/** The parts of vitest's JSON report that are read here. */
interface Report {
  numPassedTests: number;
  testResults: {
    name: string;
    status: string;
    assertionResults: { fullName: string; status: string }[];
  }[];
}

/** Counts what a report says; a file that broke before its first test is a failure of its own. */
export function countReport(name: string, report: Report): Counts {
  const failures = report.testResults.flatMap(({ name: file, status, assertionResults }) => {
    const failed = assertionResults
      .filter((test) => test.status === "failed")
      .map((test) => `${name}: ${test.fullName}`);
    if (status === "failed" && failed.length === 0) {
      return [`${name}: ${file.split(/[\\/]/).at(-1)} broke outside of its tests`];
    }
    return failed;
  });
  return { passed: report.numPassedTests, failures };
}

/** The reports that vitest leaves in each package of the repository. */
export interface TestReports {
  clear(): void;
  read(): Counts;
}

export function findTestReports(root: string): TestReports {
  const folders = ["packages", "tooling", "chapters"]
    .flatMap((group) => readdirSync(join(root, group)).map((name) => join(group, name)))
    .filter((folder) => {
      const manifest = join(root, folder, "package.json");
      if (!existsSync(manifest)) return false;
      const { scripts }: { scripts?: { test?: string } } = JSON.parse(
        readFileSync(manifest, "utf8"),
      );
      return scripts?.test !== undefined;
    });
  const path = (folder: string): string => join(root, folder, ".cache", "test-report.json");

  return {
    clear() {
      for (const folder of folders) rmSync(path(folder), { force: true });
    },
    read() {
      const sum: Counts = { passed: 0, failures: [] };
      for (const folder of folders) {
        // A package that was filtered out has no report; one that crashed shows in the exit code.
        if (!existsSync(path(folder))) continue;
        const name = folder.replaceAll("\\", "/");
        const report: Report = JSON.parse(readFileSync(path(folder), "utf8"));
        const { passed, failures } = countReport(name, report);
        sum.passed += passed;
        sum.failures.push(...failures);
      }
      return sum;
    },
  };
}

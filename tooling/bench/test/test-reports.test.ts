import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { countReport, findTestReports } from "../src/soak/test-reports.ts";

const report = {
  numPassedTests: 2,
  testResults: [
    {
      name: "/repository/packages/a/test/one.test.ts",
      status: "failed",
      assertionResults: [
        { fullName: "one holds", status: "passed" },
        { fullName: "one breaks", status: "failed" },
      ],
    },
    {
      name: "/repository/packages/a/test/two.test.ts",
      status: "passed",
      assertionResults: [{ fullName: "two holds", status: "passed" }],
    },
    {
      name: "C:\\repository\\packages\\a\\test\\three.test.ts",
      status: "failed",
      assertionResults: [],
    },
  ],
};

let root: string | undefined;

afterEach(() => {
  if (root !== undefined) rmSync(root, { recursive: true });
  root = undefined;
});

function createRepository(): string {
  root = mkdtempSync(join(tmpdir(), "soak-"));
  for (const [folder, scripts] of [
    ["packages/a", { test: "vitest run" }],
    ["packages/untested", {}],
    ["tooling/b", { test: "vitest run" }],
    ["chapters/c", { test: "vitest run" }],
  ] as const) {
    mkdirSync(join(root, folder, ".cache"), { recursive: true });
    writeFileSync(join(root, folder, "package.json"), JSON.stringify({ scripts }));
    writeFileSync(join(root, folder, ".cache", "test-report.json"), JSON.stringify(report));
  }
  return root;
}

describe("countReport", () => {
  it("names each test that failed, and a file that broke before its first test", () => {
    expect(countReport("packages/a", report)).toEqual({
      passed: 2,
      failures: ["packages/a: one breaks", "packages/a: three.test.ts broke outside of its tests"],
    });
  });
});

describe("findTestReports", () => {
  it("adds the reports of all packages that have tests", () => {
    const reports = findTestReports(createRepository());

    const { passed, failures } = reports.read();

    expect(passed).toBe(6);
    expect(failures.filter((failure) => failure.endsWith("one breaks"))).toEqual([
      "packages/a: one breaks",
      "tooling/b: one breaks",
      "chapters/c: one breaks",
    ]);
  });

  it("finds nothing after the reports were cleared: an old report is no result", () => {
    const reports = findTestReports(createRepository());

    reports.clear();

    expect(reports.read()).toEqual({ passed: 0, failures: [] });
  });
});

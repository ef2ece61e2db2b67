import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const chapter = fileURLToPath(new URL("..", import.meta.url));
const repository = path.join(chapter, "..", "..");
const oxlint = path.join(
  path.dirname(createRequire(import.meta.url).resolve("oxlint/package.json")),
  "bin",
  "oxlint",
);

interface Finding {
  file: string;
  rule: string;
  line: string;
}

/** Returns what the type-aware linter says about programs of this chapter when no comment silences it. */
async function lintUnsilenced(folder: string, programs: string[]): Promise<Finding[]> {
  const sources = new Map<string, string[]>();
  for (const program of programs) {
    const source = await readFile(path.join(chapter, "src", program), "utf8");
    const lines = source.split("\n").filter((line) => !line.includes("oxlint-disable"));
    sources.set(program, lines);
    await writeFile(path.join(folder, program), lines.join("\n"));
  }
  await writeFile(path.join(folder, "package.json"), '{ "type": "module" }');
  await cp(path.join(repository, "tsconfig.base.json"), path.join(folder, "tsconfig.json"));
  await cp(path.join(repository, ".oxlintrc.json"), path.join(folder, ".oxlintrc.json"));
  await symlink(path.join(chapter, "node_modules"), path.join(folder, "node_modules"), "junction");

  const files = programs.map((program) => path.join(folder, program));
  const options = ["--type-aware", "--quiet", "--format", "json"];
  // oxlint ends with code 1 when it finds something, which execFile calls an error.
  const { stdout } = await promisify(execFile)(process.execPath, [oxlint, ...options, ...files], {
    cwd: folder,
  }).catch((error: { stdout: string }) => error);

  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { code: string; filename: string; labels: { span: { line: number } }[] }[];
  };
  return diagnostics.map(({ code, filename, labels }) => {
    const file = path.basename(filename);
    const line = sources.get(file)?.[(labels[0]?.span.line ?? 0) - 1]?.trim() ?? "";
    return { file, rule: code, line };
  });
}

let folder: string;
let findings: Finding[];

// Once for all programs: most of the time goes into starting the type checker.
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "lint-"));
  findings = await lintUnsilenced(folder, [
    "forgotten-await.ts",
    "no-floating.ts",
    "for-each-async.ts",
    "map-all.ts",
    "closed-too-early.ts",
    "closed-at-the-end.ts",
    "await-later.ts",
    "all-at-once.ts",
    "return-in-try.ts",
    "return-await.ts",
  ]);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function findingsIn(...programs: string[]): Finding[] {
  return findings.filter(({ file }) => programs.includes(file));
}

test("the linter finds the forgotten await, and nothing in its twin", () => {
  expect(findingsIn("forgotten-await.ts", "no-floating.ts")).toEqual([
    {
      file: "forgotten-await.ts",
      rule: "typescript(no-floating-promises)",
      line: 'register("mongodb");',
    },
  ]);
});

test("the linter finds the async callback of forEach, and nothing in its twin", () => {
  expect(findingsIn("for-each-async.ts", "map-all.ts")).toEqual([
    {
      file: "for-each-async.ts",
      rule: "typescript(no-misused-promises)",
      line: "names.forEach(async (name) => {",
    },
  ]);
});

test("the linter finds the write that nobody awaits before the client is closed", () => {
  expect(findingsIn("closed-too-early.ts", "closed-at-the-end.ts")).toEqual([
    {
      file: "closed-too-early.ts",
      rule: "typescript(no-floating-promises)",
      line: 'visits.insertOne({ name: "mongodb" });',
    },
  ]);
});

test("the linter finds nothing else: neither the late await nor the return from a try block", () => {
  expect(findings.map(({ file }) => file).toSorted()).toEqual([
    "closed-too-early.ts",
    "for-each-async.ts",
    "forgotten-await.ts",
  ]);
});

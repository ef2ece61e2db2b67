import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const chapter = fileURLToPath(new URL("..", import.meta.url));
const oxlint = path.join(
  path.dirname(createRequire(import.meta.url).resolve("oxlint/package.json")),
  "bin",
  "oxlint",
);

/** Returns what the type-aware linter says about a program, comments that silence nothing included. */
async function lint(program: string, ...options: string[]): Promise<string[]> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      oxlint,
      "--type-aware",
      "--quiet",
      "--format=json",
      "--report-unused-disable-directives-severity=error",
      ...options,
      path.join("src", program),
    ],
    { cwd: chapter },
    // oxlint ends with code 1 when it finds something, which execFile calls an error.
  ).catch((error: { stdout: string }) => error);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { message: string }[] };
  return diagnostics.map(({ message }) => message);
}

test("the comment in for-await-promises.ts silences the rule await-thenable, and nothing else", async () => {
  const withRule = await lint("for-await-promises.ts");
  const withoutRule = await lint("for-await-promises.ts", "--allow", "typescript/await-thenable");

  expect(withRule).toEqual([]);
  expect(withoutRule).toEqual(["Unused oxlint-disable directive (no problems were reported)."]);
});

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";

interface Report {
  testResults: {
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
}

/** What came of each test of test/chapter: "passed", or the message of its failure. */
const results = new Map<string, string>();

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), "lab claims "));
  const file = join(folder, "report.json");
  const vitest = join(
    dirname(createRequire(import.meta.url).resolve("vitest/package.json")),
    "vitest.mjs",
  );
  const child = spawn(
    process.execPath,
    [vitest, "run", "--reporter", "json", "--outputFile", file],
    { cwd: fileURLToPath(new URL("./chapter", import.meta.url)), stdio: "ignore" },
  );
  await once(child, "exit");
  const report = JSON.parse(await readFile(file, "utf8")) as Report;
  await rm(folder, { recursive: true });
  for (const { assertionResults } of report.testResults) {
    for (const { fullName, status, failureMessages } of assertionResults) {
      results.set(fullName, status === "passed" ? status : failureMessages.join("\n"));
    }
  }
}, 600_000);

test("a claim is two tests, and both pass when it holds for the one and fails for the other", () => {
  for (const name of [
    "a good one",
    "a good one with a matcher of its own",
    "a good one that waits",
  ]) {
    expect([name, results.get(`${name} holds for right.ts`)]).toEqual([name, "passed"]);
    expect([name, results.get(`${name} fails for wrong.ts`)]).toEqual([name, "passed"]);
  }
  expect(results.size).toBe(18);
});

test("a claim that holds for the wrong program as well fails, and shows what that one did", () => {
  expect(results.get("one that says nothing holds for right.ts")).toBe("passed");
  const message = results.get("one that says nothing fails for wrong.ts");
  expect(message).toContain(
    'The claim "one that says nothing" holds for wrong.ts, too: it says nothing about right.ts.',
  );
  // The line that it printed, before or after its tick.
  expect(message).toMatch(/wrong\W+\d line/);
});

test("another error than a failed assertion breaks the claim", () => {
  expect(results.get("one that is broken holds for right.ts")).toBe("passed");
  expect(results.get("one that is broken fails for wrong.ts")).toContain(
    "TypeError: a slip of the claim",
  );
});

test("nothing is claimed about a program that ends otherwise than its header says", () => {
  const message = results.get("one about a program that ends otherwise holds for breaks.ts");

  expect(message).toContain(
    "breaks.ts was to exit with code 0 by its header: The program crashed: Error: broken on the way",
  );
  expect(results.get("one about a crash that was announced holds for breaks-as-announced.ts")).toBe(
    "passed",
  );
});

test("a program that is not there is named", () => {
  expect(results.get("one about a program that is not there holds for nowhere.ts")).toMatch(
    /There is no file .*nowhere\.ts/,
  );
});

test("an order in which a claim does not hold is shown as a picture, with how it is run again", () => {
  const message = results.get("one about every order holds for lost-update.ts in every order");

  expect(message).toMatch(
    /The claim "one about every order" does not hold for lost-update\.ts in the order ([\d.]+):[^]*\n\w update ada .*─[^]*\d held[^]*Again: pnpm lesson run packages\/explore\/test\/programs\/lost-update\.ts --order \1$/m,
  );
});

test("a claim that holds in every order of the wrong program says nothing", () => {
  expect(results.get("one about every order fails for increment.ts in some order")).toMatch(
    /The claim "one about every order" holds for increment\.ts, too, in all \d+ orders: it says nothing about lost-update\.ts\./,
  );
});

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { MongoClient } from "mongodb";
import { afterEach, expect, test, vi } from "vitest";
import { runCli } from "../../src/registry/command-line/run-cli.ts";
import { createTestDatabase } from "./start-registry.ts";

const cli = fileURLToPath(new URL("../../src/registry/cli.ts", import.meta.url));
const nowhere = "mongodb://127.0.0.1:9/registry?serverSelectionTimeoutMS=200";

interface Ended {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the command line as a person would, with `input` as what is piped into it. */
async function registry(args: string[], uri: string, input = ""): Promise<Ended> {
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), cli, ...args], {
    env: { ...process.env, MONGODB_URI: uri, NO_COLOR: "1" },
  });
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout.setEncoding("utf8").on("data", (text: string) => out.push(text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => err.push(text));
  // A command that does not read it has ended before.
  child.stdin.on("error", () => undefined).end(input);
  const exitCode = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { exitCode, stdout: out.join(""), stderr: err.join("") };
}

test("packages are loaded once, counted, listed and searched", { timeout: 180_000 }, async () => {
  await using database = await createTestDatabase();
  const { uri } = database;

  const first = await registry(["load", "--generate", "30"], uri);
  const second = await registry(["load", "--generate", "32"], uri);
  const summary = await registry(["summary"], uri);
  const recent = await registry(["recent", "3"], uri);
  const search = await registry(["search", "async-array", "--limit", "1"], uri);

  expect(first).toEqual({
    exitCode: 0,
    stdout: "added 30 packages, kept 0\n",
    stderr: "30 of 30 packages\n",
  });
  expect(second.stdout).toBe("added 2 packages, kept 30\n");
  expect(summary.stdout).toBe("       32 packages\n    1,600 releases\n        0 users\n");
  expect(recent.stdout.trim().split("\n")).toHaveLength(3);
  expect(search.stdout).toMatch(/^async-array-0 {2}\d{4}-\d\d-\d\d {2}\d+\.\d+\.0\n$/);
});

test("the installed packages of a node_modules folder are loaded, each version a release", async () => {
  await using database = await createTestDatabase();
  const modules = fileURLToPath(new URL("../../node_modules", import.meta.url));

  const loaded = await registry(["load", "--installed", modules], database.uri);
  const missing = await registry(["load", "--installed", "no-such-folder"], database.uri);

  expect(loaded.stderr).toMatch(/^(\d+) of \1 packages\n$/);
  expect(loaded.exitCode).toBe(0);
  expect(missing).toEqual({
    exitCode: 1,
    stdout: "",
    stderr: "Cannot read no-such-folder (ENOENT): expected a node_modules folder.\n",
  });
});

test("an account and a release are created once", { timeout: 180_000 }, async () => {
  await using database = await createTestDatabase();
  const { uri } = database;
  const account = ["user", "create", "Ada@example.com", "--name", "Ada"];
  const release = ["release", "create", "counter", "1.0.0", "--owner", "ada@example.com"];

  const created = await registry(account, uri, "correct horse battery\n");
  const again = await registry(account, uri, "correct horse battery\n");
  const published = await registry(release, uri);
  const republished = await registry(release, uri);

  expect(created.exitCode).toBe(0);
  expect(created.stdout).toMatch(/^created ada@example\.com \([0-9a-f]{24}\)\n$/);
  expect(again).toEqual({
    exitCode: 1,
    stdout: "",
    stderr: "ada@example.com has an account already.\n",
  });
  expect(published).toEqual({ exitCode: 0, stdout: "published counter 1.0.0\n", stderr: "" });
  expect(republished.exitCode).toBe(1);
  await using client = new MongoClient(uri);
  expect(await client.db().collection("users").countDocuments()).toBe(1);
  expect(await client.db().collection("packages").findOne()).toMatchObject({ releaseCount: 1 });
});

const bad: [args: string[], exitCode: number, message: RegExp][] = [
  [[], 2, /^Usage: registry/],
  [["nonsense"], 2, /unknown command 'nonsense'/],
  [["summary", "--nonsense"], 2, /unknown option '--nonsense'/],
  [["recent", "0"], 2, /^Cannot do that\. count: /],
  [["recent", "many"], 2, /^Cannot do that\. count: /],
  [["search", ""], 2, /^Cannot do that\. q: is not empty/],
  [["search", "a", "--limit", "1000"], 2, /^Cannot do that\. limit: /],
  [["load"], 2, /^There is nothing to load/],
  [["load", "--generate", "0"], 2, /from 1 to 5000/],
  [["load", "--generate", "5001"], 2, /from 1 to 5000/],
  [["user", "create", "ada"], 2, /required option '--name/],
  [["user", "create", "ada", "--name", "Ada"], 2, /email: is an address/],
  [["user", "create", "a@b.example", "--name", ""], 2, /name: is not empty/],
  [["release", "create", "$where", "1.0.0", "--owner", "a@b.example"], 2, /package: is a name/],
  [["release", "create", "x", "1", "--owner", "a@b.example"], 2, /version: is a version/],
  [["release", "create", "x", "1.0.0", "--owner", "a@b.example"], 1, /cannot be reached/],
  [["--uri", "localhost", "summary"], 2, /MONGODB_URI: must begin with mongodb:/],
  [["serve", "--port", "70000"], 2, /PORT: /],
  [["summary"], 1, /cannot be reached/],
];

test.each(bad)("registry %j says what is wrong", async (args, exitCode, message) => {
  vi.stubEnv("MONGODB_URI", nowhere);
  const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const printed = vi.spyOn(console, "log").mockImplementation(() => undefined);

  const code = await runCli(args);

  expect(said.mock.calls).toEqual([[expect.stringMatching(message)]]);
  expect([code, printed.mock.calls]).toEqual([exitCode, []]);
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

test.each<[args: string[], input: string, exitCode: number, message: RegExp]>([
  [["nonsense"], "", 2, /^error: unknown command 'nonsense'\n$/],
  [["summary"], "", 1, /^The database cannot be reached/],
  [["user", "create", "a@b.example", "--name", "A"], "", 1, /^Expected a password/],
  [["user", "create", "a@b.example", "--name", "A"], "short\n", 2, /password: has at least 10/],
])("the process of registry %j ends with the right code", async (...given) => {
  const [args, input, exitCode, message] = given;

  const ended = await registry(args, nowhere, input);

  expect(ended.stderr).toMatch(message);
  expect([ended.exitCode, ended.stdout]).toEqual([exitCode, ""]);
});

import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { deserialize } from "bson";
import { expect, onTestFinished, test } from "vitest";
import { compareVersions } from "../src/registry/compare-versions.ts";
import { readLockedPackages } from "../src/registry/locked-packages.ts";
import { toRegistryPackage } from "../src/registry/registry-document.ts";
import { readRegistry } from "../src/registry/registry.ts";
import { repositoryRoot } from "../src/registry/repository-root.ts";

test("the registry holds several hundred packages, ordered by name, none of them for one system only", async () => {
  const packages = (await readRegistry()).map((bytes) => deserialize(bytes));

  const names = packages.map((entry) => String(entry._id));
  expect(names.length).toBeGreaterThan(200);
  expect(names).toEqual(names.toSorted());
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(expect.arrayContaining(["mongodb", "vitest", "tsx", "bson", "prettier"]));
  expect(names.filter((name) => /linux|darwin|win32|fsevents/.test(name))).toEqual([]);
  expect(packages.find((entry) => entry._id === "mongodb")).toMatchObject({
    version: expect.stringMatching(/^7\./),
    license: "Apache-2.0",
    author: { name: "The MongoDB NodeJS Team" },
    type: "commonjs",
    dependencies: [
      { name: "@mongodb-js/saslprep", range: expect.any(String) },
      { name: "bson", range: expect.any(String) },
      { name: "mongodb-connection-string-url", range: expect.any(String) },
    ],
  });
});

test("what is locked is locked for every system", async () => {
  // pnpm leaves out of the lock file what it could not look up, and does not say so: turbo would be missing on Windows.
  const locked = await readFile(join(repositoryRoot, "pnpm-lock.yaml"), "utf8");
  const store = join(repositoryRoot, "node_modules", ".pnpm");
  const missing: string[] = [];

  for (const folder of await readdir(store)) {
    // "@scope+name@version_peers" has the package "@scope/name" in its node_modules.
    const name = folder.slice(0, folder.indexOf("@", 1)).replace("+", "/");
    const manifest = join(store, folder, "node_modules", name, "package.json");
    const text = await readFile(manifest, "utf8").catch(() => "{}");
    const { optionalDependencies = {} } = JSON.parse(text) as {
      optionalDependencies?: Record<string, string>;
    };
    for (const optional of Object.keys(optionalDependencies)) {
      if (!new RegExp(`^  '?${optional}@`, "m").test(locked))
        missing.push(`${folder}: ${optional}`);
    }
  }

  expect(missing).toEqual([]);
});

const lockfile = `lockfileVersion: '9.0'

packages:

  only-here@9.9.9:
    resolution: {integrity: sha512-x}

snapshots:

  '@scope/tool@1.2.3(typescript@7.0.2)':
    dependencies:
      plain: 1.0.0
    optionalDependencies:
      native-linux: 1.0.0

  native-linux@1.0.0:
    optional: true

  plain@1.0.0: {}

  plain@2.0.0: {}

  twice@1.0.0(a@1.0.0):
    dependencies:
      a: 1.0.0
    optional: true

  twice@1.0.0(b@1.0.0):
    dependencies:
      b: 1.0.0

time:
  late@1.0.0: '2026'
`;

test("of a lockfile those packages count that every machine installs", () => {
  const expected = ["@scope/tool@1.2.3", "plain@1.0.0", "plain@2.0.0", "twice@1.0.0"];

  expect([...readLockedPackages(lockfile)].toSorted()).toEqual(expected);
  expect([...readLockedPackages(lockfile.replaceAll("\n", "\r\n"))].toSorted()).toEqual(expected);
});

test("each name is there once, in its highest version, and only if the lockfile has it", async () => {
  const root = await mkdtemp(join(tmpdir(), "lab registry "));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await writeFile(join(root, "pnpm-lock.yaml"), lockfile);
  for (const [folder, name, version] of [
    ["@scope+tool@1.2.3_abc", "@scope/tool", "1.2.3"],
    ["plain@1.0.0", "plain", "1.0.0"],
    ["a-shortened-name", "plain", "2.0.0"],
    ["native-linux@1.0.0", "native-linux", "1.0.0"],
    ["left-from-an-earlier-install@3.0.0", "plain", "3.0.0"],
  ] as const) {
    const file = join(root, "node_modules", ".pnpm", folder, "node_modules", name, "package.json");
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `\uFEFF${JSON.stringify({ name, version })}`);
  }

  const first = (await readRegistry(root)).map((bytes) => deserialize(bytes));

  expect(first.map(({ _id, version }) => `${String(_id)}@${String(version)}`)).toEqual([
    "@scope/tool@1.2.3",
    "plain@2.0.0",
  ]);
});

test("where nothing is installed the error says what to do", async () => {
  const root = await mkdtemp(join(tmpdir(), "lab registry "));
  onTestFinished(() => rm(root, { recursive: true, force: true }));

  await expect(readRegistry(root)).rejects.toMatchObject({
    code: "registry-missing",
    message: expect.stringContaining("pnpm@10.34.8 install"),
  });
});

test("a package.json of any age becomes one form of document", () => {
  const manifest = {
    name: "@scope/tool",
    version: "1.0.0",
    description: " Does it. ",
    licenses: [{ type: "MIT" }, "ISC"],
    keywords: "fast, small",
    author: "Ada Lovelace <ada@example.net> (https://example.net)",
    maintainers: [{ name: "Grace" }, "Alan", 7],
    repository: { type: "git", url: "git+https://example.net/tool.git" },
    engines: { node: ">=20" },
    bin: "cli.js",
    dependencies: { "socket.io": "^4.0.0", $: "1.0.0", broken: 3 },
  };

  expect(toRegistryPackage(manifest)).toEqual({
    _id: "@scope/tool",
    version: "1.0.0",
    description: "Does it.",
    license: "MIT OR ISC",
    keywords: ["fast", "small"],
    author: { name: "Ada Lovelace", email: "ada@example.net", url: "https://example.net" },
    maintainers: [{ name: "Grace" }, { name: "Alan" }],
    repository: "git+https://example.net/tool.git",
    type: "commonjs",
    node: ">=20",
    commands: ["tool"],
    dependencies: [
      { name: "$", range: "1.0.0" },
      { name: "socket.io", range: "^4.0.0" },
    ],
    peerDependencies: [],
  });
});

test("what has no name and version is no package", () => {
  expect([{ name: "a" }, { version: "1.0.0" }, [], null].map(toRegistryPackage)).toEqual(
    Array.from({ length: 4 }, () => undefined),
  );
});

test("versions are ordered as npm orders them", () => {
  // https://semver.org/#spec-item-11
  const ordered = [
    "1.0.0-alpha",
    "1.0.0-alpha.1",
    "1.0.0-alpha.beta",
    "1.0.0-beta.2",
    "1.0.0-beta.11",
    "1.0.0-rc.1",
    "1.0.0",
    "1.2.0",
    "1.10.0",
    "2.0.0",
  ];

  expect(ordered.toReversed().toSorted(compareVersions)).toEqual(ordered);
  expect(compareVersions("1.0.0+one", "1.0.0+two")).toBe(0);
});

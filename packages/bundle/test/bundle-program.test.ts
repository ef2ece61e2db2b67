import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { bundleProgram } from "@samples/bundle";

const run = promisify(execFile);

/** A package with a program that prints what the package below it exports. */
async function createPackages(): Promise<{ top: string; below: string }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "bundle test "));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  const [top, below] = [path.join(folder, "top"), path.join(folder, "below")];
  await write(below, {
    "package.json": { name: "@samples/below", type: "module", exports: "./src/index.ts" },
    "src/index.ts": 'export const text: string = "from below";\n',
  });
  await write(top, {
    "package.json": { type: "module", dependencies: { "@samples/below": "workspace:*" } },
    "src/main.ts": 'import { text } from "@samples/below";\nconsole.log(text, import.meta.url);\n',
  });
  await mkdir(path.join(top, "node_modules", "@samples"), { recursive: true });
  await symlink(below, path.join(top, "node_modules", "@samples", "below"), "junction");
  return { top, below };
}

async function write(folder: string, files: Record<string, unknown>): Promise<void> {
  await mkdir(path.join(folder, "src"), { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    const text = typeof content === "string" ? content : JSON.stringify(content);
    await writeFile(path.join(folder, name), text);
  }
}

async function printedBy(program: string): Promise<string[]> {
  return (await run(process.execPath, [program])).stdout.trim().split(" ");
}

it("is made once, however many ask at the same time", async () => {
  const { top } = await createPackages();
  const program = { folder: top, entry: "src/main.ts", isSelfContained: true };

  const made = await Promise.all([1, 2, 3, 4].map(() => bundleProgram(program)));

  expect(new Set(made).size).toBe(1);
  expect((await printedBy(made[0] ?? "")).slice(0, 2)).toEqual(["from", "below"]);
  expect(await readdir(path.join(top, "node_modules", ".cache", "bundles"))).toHaveLength(1);
});

it("is made anew when a source below it has changed", async () => {
  const { top, below } = await createPackages();
  const program = { folder: top, entry: "src/main.ts", isSelfContained: true };

  const before = await bundleProgram(program);
  await write(below, { "src/index.ts": 'export const text = "changed";\n' });
  const after = await bundleProgram(program);

  expect((await printedBy(after))[0]).toBe("changed");
  expect((await printedBy(before))[0]).toBe("from");
});

it("runs where it is copied to when it is self-contained", async () => {
  const { top } = await createPackages();
  const made = await bundleProgram({ folder: top, entry: "src/main.ts", isSelfContained: true });
  const copy = path.join(top, "copy");
  await cp(path.dirname(made), copy, { recursive: true });

  const [, , url] = await printedBy(path.join(copy, "main.mjs"));

  expect(url).toContain("/copy/main.mjs");
});

it("tells its sources where they are when it is not", async () => {
  const { top } = await createPackages();
  const made = await bundleProgram({ folder: top, entry: "src/main.ts", isSelfContained: false });

  const [, , url] = await printedBy(made);

  expect(url).toContain("/top/src/main.ts");
});

it("removes bundles that are older than a day, and leaves the others", async () => {
  const { top } = await createPackages();
  const cache = path.join(top, "cache");
  for (const [name, hours] of Object.entries({ old: 25, recent: 23 })) {
    await mkdir(path.join(cache, name), { recursive: true });
    const made = new Date(Date.now() - hours * 60 * 60 * 1000);
    await utimes(path.join(cache, name), made, made);
  }

  const made = await bundleProgram({
    folder: top,
    entry: "src/main.ts",
    isSelfContained: true,
    cache,
  });

  const name = path.basename(path.dirname(made));
  expect((await readdir(cache)).toSorted()).toEqual([name, "recent"].toSorted());
});

it("says what is wrong with a source when it fails, and leaves nothing behind", async () => {
  const { top } = await createPackages();
  await write(top, { "src/main.ts": "const = 1;\n" });

  const failed = bundleProgram({ folder: top, entry: "src/main.ts", isSelfContained: true });

  await expect(failed).rejects.toThrow(/^Cannot keep a bundle of .*main\.ts in /);
  await expect(failed).rejects.toMatchObject({
    cause: { message: expect.stringContaining('Expected identifier but found "="') },
  });
  expect(await readdir(path.join(top, "node_modules", ".cache", "bundles"))).toEqual([]);
});

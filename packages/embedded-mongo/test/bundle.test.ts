import { mkdir, mkdtemp, readdir, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { bundleServer } from "../src/bundle.ts";

it("a new bundle removes those that are older than a day, and leaves the others", async () => {
  const cache = await mkdtemp(join(tmpdir(), "bundles-"));
  onTestFinished(() => rm(cache, { recursive: true, force: true }));
  const ages = { old: 25, recent: 23 };
  for (const [name, hours] of Object.entries(ages)) {
    await mkdir(join(cache, name));
    const made = new Date(Date.now() - hours * 60 * 60 * 1000);
    await utimes(join(cache, name), made, made);
  }

  const program = await bundleServer(cache);

  const folder = basename(dirname(program));
  expect((await readdir(cache)).toSorted()).toEqual([folder, "recent"].toSorted());
});

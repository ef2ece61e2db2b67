/**
 * `pnpm nodes [version…]`: runs the tests of what depends on Node's insides (the thread recorder, chapters 01, 03 and 09 to
 * 11) on each Node that is promised. Each version comes from npm, where it is a package.
 */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

const repository = path.resolve(fileURLToPath(import.meta.url), "../../../..");
const versions = process.argv.length > 2 ? process.argv.slice(2) : ["20", "22", "24", "26"];
const suites = [
  { folder: "packages/lab", files: ["test/thread"] },
  { folder: "chapters/01-one-thread", files: [] },
  { folder: "chapters/03-interleaving", files: [] },
  { folder: "chapters/09-queues-and-streams", files: [] },
  { folder: "chapters/10-races-and-transactions", files: [] },
  { folder: "chapters/11-threads-and-processes", files: [] },
];

let failed = 0;
for (const version of versions) {
  for (const { folder, files } of suites) {
    const startMs = performance.now();
    // A shell finds npx.cmd on Windows; nothing here comes from outside but the version, which is checked.
    if (!/^\d+(\.\d+){0,2}$/.test(version))
      throw new Error(`Cannot use "${version}" as a version of Node`);
    const vitest = path.join("node_modules", "vitest", "vitest.mjs");
    const { status, stdout, stderr } = spawnSync(
      `npx -y node@${version} ${vitest} run ${files.join(" ")} --reporter=dot`,
      {
        cwd: path.join(repository, folder),
        shell: true,
        encoding: "utf8",
        env: { ...process.env, NO_COLOR: "1" },
      },
    );
    const tests = /^\s*Tests\s+(.*)$/m.exec(stdout)?.[1] ?? "no tests ran";
    const seconds = Math.round((performance.now() - startMs) / 1000);
    console.log(`Node ${version.padEnd(8)} ${folder.padEnd(28)} ${tests}  ${seconds} s`);
    if (status !== 0) {
      failed += 1;
      console.log(stdout.split("\n").slice(-60).join("\n"));
      // Which tests failed, and why.
      console.log(stderr);
    }
  }
}
console.log(`${versions.length * suites.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

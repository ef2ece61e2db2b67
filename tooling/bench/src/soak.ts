import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createProgress } from "./progress.ts";
import { startCompetition } from "./soak/competition.ts";
import { runSuite } from "./soak/run-suite.ts";
import { findTestReports } from "./soak/test-reports.ts";

const help = `Usage: pnpm soak [--runs 20] [--filter package ...]

Runs the whole test suite again and again, nothing from the cache, while other processes keep every
core busy. Prints one line for each run and names what failed. The exit code is 0 when nothing did.

  --runs number     how many times, default 20
  --filter package  only these packages, as turbo selects them; may be given several times`;

const root = fileURLToPath(new URL("../../../", import.meta.url));
const logs = join(root, "tooling", "bench", "node_modules", ".cache", "soak");

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "20" },
    filter: { type: "string", multiple: true, default: [] },
    help: { type: "boolean", short: "h" },
  },
});
const runs = Number(values.runs);

if (values.help) {
  console.log(help);
} else if (!Number.isInteger(runs) || runs < 1) {
  console.error(`Cannot run the tests ${values.runs} times: --runs must be 1 or more.\n\n${help}`);
  process.exitCode = 2;
} else {
  process.exitCode = await soak(runs, values.filter);
}

/** Returns the exit code. */
async function soak(times: number, filters: string[]): Promise<number> {
  const interrupt = new AbortController();
  process.once("SIGINT", () => interrupt.abort());
  const progress = createProgress();
  const reports = findTestReports(root);
  /** How often each test failed. */
  const failed = new Map<string, number>();
  let brokenRuns = 0;
  let done = 0;
  rmSync(logs, { recursive: true, force: true });
  mkdirSync(logs, { recursive: true });

  await using competition = startCompetition();
  console.log(`${countRuns(times)}, beside ${competition.processes} busy processes`);
  for (let run = 1; run <= times && !interrupt.signal.aborted; run += 1) {
    const startMs = performance.now();
    const tell = (): void =>
      progress.say(`run ${run} of ${times}, ${seconds(performance.now() - startMs)} …`);
    const timer = setInterval(tell, 1000);
    tell();
    reports.clear();
    const log = join(logs, `run-${run}.log`);
    const { exitCode, durationMs } = await runSuite({
      root,
      log,
      filters,
      signal: interrupt.signal,
    });
    clearInterval(timer);
    progress.clear();
    if (interrupt.signal.aborted) break;

    done += 1;
    const { passed, failures } = reports.read();
    for (const failure of failures) failed.set(failure, (failed.get(failure) ?? 0) + 1);
    // A crash, or an error outside of any test, shows in the exit code alone.
    const isBroken = exitCode !== 0 || failures.length > 0 || passed === 0;
    if (isBroken) brokenRuns += 1;
    else rmSync(log);
    const counts = `${passed} passed, ${failures.length} failed`;
    console.log(
      `run ${String(run).padStart(String(times).length)}  ${seconds(durationMs).padStart(6)}  ${counts}` +
        (isBroken ? `, exit code ${exitCode}: ${log}` : ""),
    );
    for (const failure of failures) console.log(`  ${failure}`);
  }

  if (interrupt.signal.aborted) console.log(`interrupted after ${done} of ${times} runs`);
  console.log(
    `${countRuns(done)}, ${brokenRuns === 0 ? "no failure" : `${brokenRuns} with failures`}`,
  );
  for (const [name, count] of [...failed].toSorted(([, a], [, b]) => b - a)) {
    console.log(`  ${String(count).padStart(3)} ×  ${name}`);
  }
  if (interrupt.signal.aborted) return 130;
  return brokenRuns === 0 ? 0 : 1;
}

function seconds(durationMs: number): string {
  return `${Math.round(durationMs / 1000)} s`;
}

function countRuns(count: number): string {
  return count === 1 ? "1 run" : `${count} runs`;
}

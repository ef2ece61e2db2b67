/**
 * Runs MongoDB's specification tests for drivers, with PyMongo and its runner, against the embedded server. Ends with 1
 * when a suite passes less than its aim, when a test fails that is not listed in known-failures.ts, or one that is listed passes.
 */
import { startEmbeddedServer } from "@samples/embedded-mongo";
import { compareWithKnown } from "./compare-with-known.ts";
import { installSpecifications } from "./install-specifications.ts";
import { announceNotRun } from "./installation.ts";
import { knownFailures } from "./known-failures.ts";
import { runSpecification } from "./run-specification.ts";

/** The aims are in percent of the tests that PyMongo and a replica set of one can run. */
const suites = [
  { name: "crud", module: "test_crud_unified", aim: 95 },
  { name: "sessions", module: "test_sessions_unified", aim: 85 },
  { name: "transactions", module: "test_transactions_unified", aim: 85 },
  { name: "change-streams", module: "test_change_stream", aim: 85 },
  { name: "retryable-reads", module: "test_retryable_reads_unified", aim: 85 },
  { name: "retryable-writes", module: "test_retryable_writes_unified", aim: 85 },
  { name: "run-command", module: "test_run_command", aim: 85 },
  // Three of its seven tests are about time-series collections, which are refused by design.
  { name: "collection-management", module: "test_collection_management", aim: 55 },
  { name: "index-management", module: "test_index_management", aim: 85 },
];

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !suites.some((suite) => suite.name === name));
if (unknown !== undefined) {
  const names = suites.map(({ name }) => name).join(", ");
  throw new Error(`There is no suite ${unknown}: choose from ${names}`);
}
const chosen = suites.filter(({ name }) => wanted.length === 0 || wanted.includes(name));

const installation = await installSpecifications();
if ("reason" in installation) announceNotRun("MongoDB's specification tests", installation.reason);
else process.exitCode = (await check(installation.folder)) ? 0 : 1;

async function check(folder: string): Promise<boolean> {
  const problems: string[] = [];
  const skips = new Map<string, number>();
  print("suite", ["passed", "failed", "skipped", "percent", "aim"]);
  for (const { name, module, aim } of chosen) {
    const server = await startEmbeddedServer();
    try {
      const { passed, failed, skipped } = await runSpecification(folder, `test.${module}`, server);
      const run = passed + failed.length;
      // A suite in which nothing runs proves nothing.
      const percent = run === 0 ? 0 : (100 * passed) / run;
      let skippedCount = 0;
      for (const [reason, count] of Object.entries(skipped)) {
        skippedCount += count;
        skips.set(reason, (skips.get(reason) ?? 0) + count);
      }
      print(name, [passed, failed.length, skippedCount, percent.toFixed(1), aim]);
      if (percent < aim)
        problems.push(`${name}: ${percent.toFixed(1)} %, where ${aim} % is the aim`);
      const errors = new Map(failed.map((test) => [test.name, test.error.slice(0, 300)]));
      const known = knownFailures[name] ?? {};
      for (const problem of compareWithKnown(known, [...errors.keys()])) {
        const error = [...errors].find(([test]) => problem.endsWith(`: ${test}`))?.[1];
        problems.push(`${name}: ${problem}${error === undefined ? "" : `\n    ${error}`}`);
      }
    } catch (error) {
      problems.push(`${name}: ${String(error)}`);
    } finally {
      await server.close();
    }
  }
  process.stdout.write("\nskipped\n");
  for (const [reason, count] of [...skips].toSorted(([, a], [, b]) => b - a)) {
    process.stdout.write(`${String(count).padStart(6)}  ${reason}\n`);
  }
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  return problems.length === 0;
}

function print(suite: string, cells: (string | number)[]): void {
  const columns = cells.map((cell) => String(cell).padStart(8));
  process.stdout.write(`${suite.padEnd(22)}${columns.join("")}\n`);
}

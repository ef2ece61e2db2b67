/** The registry's command line. `--help` says what it can do. */
import { runCli } from "./command-line/run-cli.ts";

process.exitCode = await runCli(process.argv.slice(2));

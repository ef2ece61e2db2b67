import { execFile } from "node:child_process";
import { access, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Packages that only this comparison needs, so nobody else has to download them. Node 20 runs these. */
const packages = [
  "@opentelemetry/api@1.9.0",
  "@opentelemetry/sdk-trace-node@2.0.1",
  "@opentelemetry/sdk-trace-base@2.0.1",
  "@opentelemetry/instrumentation@0.203.0",
  "@opentelemetry/instrumentation-mongodb@0.56.0",
];

/**
 * Registers the instrumentation as its documentation says, with an exporter that keeps spans in
 * memory, and says at the end how many there were: none would mean that nothing was measured.
 */
const preload = `
import { register } from "node:module";
import { registerInstrumentations } from "@opentelemetry/instrumentation";
import { MongoDBInstrumentation } from "@opentelemetry/instrumentation-mongodb";
import { InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { NodeTracerProvider } from "@opentelemetry/sdk-trace-node";

register("@opentelemetry/instrumentation/hook.mjs", import.meta.url);
const exporter = new InMemorySpanExporter();
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
provider.register();
registerInstrumentations({
  tracerProvider: provider,
  instrumentations: [new MongoDBInstrumentation()],
});
process.on("exit", () => {
  process.stderr.write(\`\${exporter.getFinishedSpans().length} spans\\n\`);
});
`;

/**
 * Installs OpenTelemetry's instrumentation of the driver into a cache folder, if it is not there yet,
 * and returns the URL of a module to `--import`.
 *
 * @throws Error when npm cannot install it
 */
export async function prepareOpenTelemetry(): Promise<string> {
  const folder = fileURLToPath(new URL("../node_modules/.cache/open-telemetry", import.meta.url));
  const module = join(folder, "preload.mjs");
  const installed = join(folder, "node_modules", "@opentelemetry", "instrumentation-mongodb");
  await mkdir(folder, { recursive: true });
  try {
    await access(installed);
  } catch {
    await writeFile(join(folder, "package.json"), "{}");
    // Windows has npm as a script, which only a shell runs.
    await run("npm", ["install", "--no-audit", "--no-fund", ...packages], {
      cwd: folder,
      shell: process.platform === "win32",
    });
  }
  await writeFile(module, preload);
  return pathToFileURL(module).href;
}
